/**
 * What this page knows of one submission, folded from two sources that race:
 * messages over the WebSocket (news) and `GET /api/submission/:id` (snapshots).
 *
 *   - A final stage stays: nothing late or doubled reopens it, save a snapshot. News of another
 *     verdict (it was judged again) is a reason to read one: `isJudgedAgain`.
 *   - Progress only grows; what is behind the present state is dropped.
 *   - Queued after Compiling or Running is a retry by another worker: the count
 *     and the results start anew.
 *   - A test's result is kept under its name, so a doubled one counts once.
 *
 * Pure; the functions return the old object when nothing changed.
 */
import {
  type ClientResult,
  isFinal,
  STAGES,
  type Stage,
  type StatusUpdate,
  type SubmissionView,
  type TestResult,
  type VerdictSummary,
} from '@letscode/core';

export interface Progress {
  id: string;
  problemId: string;
  stage: Stage;
  /** From 1; only while Queued. */
  queuePosition?: number | undefined;
  /** Tests finished. */
  currentTest: number;
  testCount?: number | undefined;
  testResults: readonly TestResult[];
  verdict?: VerdictSummary | undefined;
  /** What became of this browser's own look at the samples, where the server took it. */
  client?: ClientResult | undefined;
  /** The newest snapshot: holds the code, the compiler's output and more. */
  view?: SubmissionView | undefined;
}

type News = StatusUpdate['data'];

export function foldUpdate(present: Progress | undefined, news: News): Progress {
  const before: Progress = present ?? {
    id: news.submissionId,
    problemId: news.problemId,
    stage: 'Queued',
    currentTest: 0,
    testResults: [],
  };
  if (isFinal(before.stage)) return before;
  if (news.status === 'Queued') return foldQueued(before, news);
  if (rank(news.status) < rank(before.stage)) return before;
  return {
    ...before,
    client: news.client ?? before.client,
    stage: news.status,
    queuePosition: undefined,
    currentTest: Math.max(before.currentTest, news.currentTest ?? 0),
    testCount: news.testCount ?? before.testCount,
    testResults: news.testResult ? withResult(before.testResults, news.testResult) : before.testResults,
    verdict: news.verdict ?? before.verdict,
  };
}

function foldQueued(before: Progress, news: News): Progress {
  const retried = before.stage !== 'Queued';
  return {
    ...before,
    client: news.client ?? before.client,
    stage: 'Queued',
    queuePosition: news.queuePosition ?? (retried ? undefined : before.queuePosition),
    testCount: news.testCount ?? before.testCount,
    ...(retried ? { currentTest: 0, testResults: [] } : {}),
  };
}

/** A snapshot is taken whole unless the news is already ahead of it. */
export function foldView(present: Progress | undefined, view: SubmissionView): Progress {
  if (present && present.view === view) return present;
  if (present && !isFinal(view.status) && isAhead(present, view)) return { ...present, view };
  return {
    id: view.id,
    problemId: view.problemId,
    stage: view.status,
    queuePosition: view.queuePosition,
    currentTest: view.currentTest ?? view.testResults.length,
    testCount: view.testCount ?? present?.testCount,
    testResults: view.testResults,
    verdict: view.verdict,
    client: view.client,
    view,
  };
}

/** Whether news of a finished submission says that another verdict stands now: it was judged again. */
export function isJudgedAgain(present: Progress | undefined, news: News): boolean {
  if (!present?.verdict || !isFinal(present.stage) || !news.verdict) return false;
  return news.verdict.status !== present.verdict.status || news.verdict.score !== present.verdict.score;
}

function isAhead(present: Progress, view: SubmissionView): boolean {
  if (rank(present.stage) !== rank(view.status)) return rank(present.stage) > rank(view.status);
  return present.currentTest > (view.currentTest ?? view.testResults.length);
}

function rank(stage: Stage): number {
  return isFinal(stage) ? STAGES.length : STAGES.indexOf(stage);
}

function withResult(results: readonly TestResult[], result: TestResult): readonly TestResult[] {
  const index = results.findIndex(({ name }) => name === result.name);
  return index === -1 ? [...results, result] : results.with(index, result);
}
