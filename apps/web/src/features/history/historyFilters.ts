/** Filters of the history, held in the URL. */
import { PRECEDENCE, type SubmissionSummary, type Verdict } from '@letscode/core';

export interface HistoryFilters {
  /** `open`: not judged yet. */
  verdict?: Verdict | 'open' | undefined;
  problemId?: string | undefined;
}

export function historyFiltersOfSearch(search: URLSearchParams): HistoryFilters {
  const verdict = search.get('verdict');
  return {
    verdict: verdict === 'open' ? 'open' : PRECEDENCE.find((name) => name === verdict),
    problemId: search.get('problem') || undefined,
  };
}

export function searchOfHistoryFilters({ verdict, problemId }: HistoryFilters): URLSearchParams {
  const search = new URLSearchParams();
  if (verdict) search.set('verdict', verdict);
  if (problemId) search.set('problem', problemId);
  return search;
}

export function matchesVerdict(submission: SubmissionSummary, verdict: HistoryFilters['verdict']): boolean {
  if (verdict === undefined) return true;
  return verdict === 'open' ? submission.verdict === undefined : submission.verdict?.status === verdict;
}
