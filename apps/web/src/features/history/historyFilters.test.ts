import { expect, it } from 'vitest';
import { historyFiltersOfSearch, searchOfHistoryFilters } from './historyFilters.js';

it('keeps the history’s filters through the URL', () => {
  const filters = { verdict: 'Wrong Answer' as const, problemId: 'sum-of-two' };
  expect(historyFiltersOfSearch(new URLSearchParams(searchOfHistoryFilters(filters).toString()))).toEqual(filters);
});

it('ignores a verdict that does not exist', () => {
  expect(historyFiltersOfSearch(new URLSearchParams('verdict=Splendid')).verdict).toBeUndefined();
});
