/**
 * The problem list's filters, held in the URL so that a view can be linked and
 * the back button works. A value that is not known is as if absent. Defaults
 * are left out of the URL.
 */
import type { Difficulty, ProblemSummary } from '@letscode/core';

export const STATUSES = ['new', 'tried', 'solved'] as const;
export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const satisfies Difficulty[];
export const SORTS = ['title', 'difficulty', 'solved'] as const;

export interface Filters {
  text: string;
  status?: (typeof STATUSES)[number] | undefined;
  difficulty?: Difficulty | undefined;
  tag?: string | undefined;
  sort: (typeof SORTS)[number];
}

function oneOf<T extends string>(values: readonly T[], text: string | null): T | undefined {
  return values.find((value) => value === text);
}

export function filtersOfSearch(search: URLSearchParams): Filters {
  return {
    text: search.get('q') ?? '',
    status: oneOf(STATUSES, search.get('status')),
    difficulty: oneOf(DIFFICULTIES, search.get('difficulty')),
    tag: search.get('tag') || undefined,
    sort: oneOf(SORTS, search.get('sort')) ?? 'title',
  };
}

export function searchOfFilters(filters: Filters): URLSearchParams {
  const search = new URLSearchParams();
  if (filters.text !== '') search.set('q', filters.text);
  if (filters.status) search.set('status', filters.status);
  if (filters.difficulty) search.set('difficulty', filters.difficulty);
  if (filters.tag) search.set('tag', filters.tag);
  if (filters.sort !== 'title') search.set('sort', filters.sort);
  return search;
}

export function isFiltered(filters: Filters): boolean {
  return filters.text.trim() !== '' || Boolean(filters.status ?? filters.difficulty ?? filters.tag);
}

/** Whether a problem's tags may be shown: they give the idea away before it is solved. */
export function tagsAreOpen(problem: ProblemSummary, showTags: boolean): boolean {
  return showTags || problem.userStatus === 'solved';
}

/** Every word of the text must appear in the title, the id or, where they are open, the tags. */
function matchesText(problem: ProblemSummary, text: string, showTags: boolean): boolean {
  const tags = tagsAreOpen(problem, showTags) ? problem.tags : [];
  const haystack = [problem.title, problem.id, ...tags].join('\n').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

export function applyFilters(
  problems: readonly ProblemSummary[],
  filters: Filters,
  showTags: boolean,
): ProblemSummary[] {
  const kept = problems.filter(
    (problem) =>
      matchesText(problem, filters.text.trim(), showTags) &&
      (!filters.status || (problem.userStatus ?? 'new') === filters.status) &&
      (!filters.difficulty || problem.difficulty === filters.difficulty) &&
      (!filters.tag || problem.tags.includes(filters.tag)),
  );
  return kept.sort((a, b) => compare(a, b, filters.sort) || a.title.localeCompare(b.title));
}

function compare(a: ProblemSummary, b: ProblemSummary, sort: Filters['sort']): number {
  if (sort === 'solved') return b.solvedCount - a.solvedCount;
  if (sort === 'difficulty') return rank(a) - rank(b);
  return 0;
}

/** Unrated problems come last. */
function rank({ difficulty }: ProblemSummary): number {
  return difficulty ? DIFFICULTIES.indexOf(difficulty) : DIFFICULTIES.length;
}
