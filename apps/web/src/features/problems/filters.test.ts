import type { ProblemSummary } from '@letscode/core';
import { describe, expect, it } from 'vitest';
import { applyFilters, type Filters, filtersOfSearch, searchOfFilters } from './filters.js';

const problem = (change: Partial<ProblemSummary>): ProblemSummary => ({
  id: 'sum-of-two',
  title: 'Sum of Two',
  tags: ['math'],
  triedCount: 0,
  solvedCount: 0,
  ...change,
});

const all: Filters = { text: '', sort: 'title' };

describe('filters in the URL', () => {
  it('survive the way there and back', () => {
    const filters: Filters = {
      text: 'two & three=5',
      status: 'tried',
      difficulty: 'hard',
      tag: 'graph theory',
      sort: 'solved',
    };
    expect(filtersOfSearch(new URLSearchParams(searchOfFilters(filters).toString()))).toEqual(filters);
  });

  it('leave the URL clean when nothing is chosen', () => {
    expect(searchOfFilters(all).toString()).toBe('');
  });

  it('treat unknown values as absent', () => {
    const search = new URLSearchParams('status=nonsense&difficulty=EASY&sort=__proto__&tag=');
    expect(filtersOfSearch(search)).toEqual(filtersOfSearch(new URLSearchParams()));
  });
});

describe('the filtered list', () => {
  const problems = [
    problem({ id: 'b', title: 'Bridges', difficulty: 'hard', tags: ['graphs'], solvedCount: 3 }),
    problem({ id: 'a', title: 'Apples', difficulty: 'easy', userStatus: 'solved', tags: ['greedy'], solvedCount: 9 }),
    problem({ id: 'c', title: 'Coins', tags: ['greedy'], userStatus: 'tried', solvedCount: 9 }),
  ];
  const ids = (filters: Partial<Filters>, showTags = false) =>
    applyFilters(problems, { ...all, ...filters }, showTags).map(({ id }) => id);

  it('sorts by title, by difficulty with unrated last, or by how many solved it', () => {
    expect(ids({})).toEqual(['a', 'b', 'c']);
    expect(ids({ sort: 'difficulty' })).toEqual(['a', 'b', 'c']);
    expect(ids({ sort: 'solved' })).toEqual(['a', 'c', 'b']);
  });

  it('counts a problem without a status as new', () => {
    expect(ids({ status: 'new' })).toEqual(['b']);
  });

  it('finds by every word, in any case', () => {
    expect(ids({ text: ' BRID ' })).toEqual(['b']);
    expect(ids({ text: 'brid apples' })).toEqual([]);
  });

  it('does not give hidden tags away through the search', () => {
    expect(ids({ text: 'greedy' })).toEqual(['a']);
    expect(ids({ text: 'greedy' }, true)).toEqual(['a', 'c']);
  });
});
