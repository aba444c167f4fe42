/**
 * Whether every submission in a package gets a verdict that its author expects.
 *
 * Where the package names no time limit, the submissions that have to keep within it are judged first, under a very
 * long one; the limit follows from their times (derive-time-limit.ts), and their verdicts stand.
 */
import type { Verdict } from '@letscode/core';
import type { PackageSubmission, ProblemPackage } from '@letscode/problem-package';
import type { Judge, JudgingTask } from '../contract.js';
import { judgingTaskOfPackage } from '../task-of-package.js';
import {
  boundsFromAbove,
  boundsFromBelow,
  DERIVING_LIMIT_MS,
  limitFor,
  type TimedSubmission,
  timeOf,
  withTimeLimit,
} from './derive-time-limit.js';
import { inWordsOfFormat, unmetExpectations, unmetInFormat } from './expectations.js';
import { judgeReference, judgeToDerive } from './faster-language.js';
import { beginVerifying, type Judged, reasonToSkip, type Verifying, type VerifyOptions } from './judge-reference.js';

export interface VerifyRow {
  problem: string;
  submission: string;
  /** A language id, or `unknown`. */
  language: string;
  expected: Verdict[];
  /** Skipped when it was not judged. */
  verdict: Verdict;
  /** Of a scored problem. */
  score?: number;
  ok: boolean;
  skipped?: boolean;
  maxCpuTimeMs: number;
  message?: string;
}

/** What the times of a package's submissions say. */
export interface VerifyTimes {
  /** In force while verifying. */
  timeLimitMs: number;
  /** Whether it follows from the submissions, for want of one in the package. */
  isDerived: boolean;
  /** Of those that have to keep within the limit, and did what is expected. */
  slowestAccepted?: TimedSubmission;
  /** Of those that have to exceed it; one that was stopped takes at least this long. */
  fastestTooSlow?: TimedSubmission;
  /** What the slowest accepted submission asks for by the package's multiples. */
  suggestedLimitMs?: number;
}

/**
 * Yields a row for each submission, in the package's order, and returns what their times say. Stops at a fault of ours
 * by throwing it. Nothing runs any more when it ends, also when its reader has left early.
 */
export async function* verifyPackage(
  judge: Judge,
  problem: ProblemPackage,
  options: VerifyOptions,
): AsyncGenerator<VerifyRow, VerifyTimes> {
  const ended = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
  const verifying = await beginVerifying(judge, problem, { ...options, signal });
  const wanted = problem.submissions.filter(({ path }) => options.isWanted?.(path) ?? true);
  const pending: Promise<unknown>[] = [];
  try {
    const given = { ...judgingTaskOfPackage(problem), forAuthor: true };
    const isDerived = problem.limits.cpuTimeMs === undefined;
    const deriving = isDerived ? deriveLimit(verifying, given) : undefined;
    const times: VerifyTimes = { timeLimitMs: given.limits.cpuTimeMs, isDerived };
    const rows = wanted.map(async (submission) => {
      const reason = reasonToSkip(verifying, submission);
      if (typeof reason === 'string') return { row: skippedRow(verifying, submission, reason), judged: undefined };
      const derived = await deriving;
      const task = derived ? withTimeLimit(given, derived.timeLimitMs) : given;
      times.timeLimitMs = task.limits.cpuTimeMs;
      const judged = await judgeReference(verifying, submission, reason, task, derived?.judged.get(submission.path));
      return { row: rowOf(verifying, judged), judged };
    });
    pending.push(...rows, ...(deriving ? [deriving] : []));
    for (const each of pending) each.catch(() => {}); // Awaited below, in order.
    for (const each of rows) {
      const { row, judged } = await each;
      if (judged && row.ok) noteTime(times, judged);
      yield row;
    }
    if (times.slowestAccepted) times.suggestedLimitMs = limitFor(times.slowestAccepted.cpuTimeMs, problem.limits);
    return times;
  } finally {
    ended.abort(new Error('the rest is no longer wanted'));
    await Promise.allSettled(pending);
  }
}

/**
 * The time limit of a package that names none, from its own submissions.
 *
 * @returns the default limit when none of them can be judged here
 */
export async function deriveTimeLimit(judge: Judge, problem: ProblemPackage, options: VerifyOptions): Promise<number> {
  const verifying = await beginVerifying(judge, problem, options);
  return (await deriveLimit(verifying, judgingTaskOfPackage(problem))).timeLimitMs;
}

async function deriveLimit(
  verifying: Verifying,
  given: JudgingTask,
): Promise<{ timeLimitMs: number; judged: Map<string, Judged> }> {
  const { problem } = verifying;
  const task = withTimeLimit(given, DERIVING_LIMIT_MS);
  const judging = problem.submissions.filter(boundsFromBelow).map(async (submission): Promise<Judged | undefined> => {
    const language = reasonToSkip(verifying, submission);
    if (typeof language === 'string') return undefined;
    return judgeToDerive(verifying, submission, language, task);
  });
  const settled = await Promise.allSettled(judging);
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
  const judged = settled.flatMap((each) => (each.status === 'fulfilled' && each.value ? [each.value] : []));
  const times = judged
    .filter(({ submission, outcome }) => unmetInFormat(problem, submission, outcome).length === 0)
    .map(({ outcome, language }) => timeOf(outcome, language));
  const timeLimitMs = times.length === 0 ? given.limits.cpuTimeMs : limitFor(Math.max(...times), problem.limits);
  return { timeLimitMs, judged: new Map(judged.map((each) => [each.submission.path, each])) };
}

function baseRow({ options, languages }: Verifying, submission: PackageSubmission): VerifyRow {
  return {
    problem: options.problemName,
    submission: submission.path,
    language: languages.get(submission.path)?.id ?? 'unknown',
    expected: submission.expected,
    verdict: 'Skipped',
    ok: true,
    maxCpuTimeMs: 0,
  };
}

function skippedRow(verifying: Verifying, submission: PackageSubmission, message: string): VerifyRow {
  return { ...baseRow(verifying, submission), skipped: true, message };
}

function rowOf(verifying: Verifying, { submission, language, outcome: given, note }: Judged): VerifyRow {
  const outcome = inWordsOfFormat(verifying.problem, submission, given);
  const { verdict } = outcome;
  const unmet = unmetExpectations(submission, outcome);
  const row: VerifyRow = {
    ...baseRow(verifying, submission),
    language: language.id,
    verdict: verdict.status,
    ok: unmet.length === 0,
    maxCpuTimeMs: verdict.maxCpuTimeMs,
  };
  if (verdict.score !== undefined) row.score = verdict.score;
  // What the row shows already needs no words.
  const messages = [
    note,
    verdict.message,
    ...unmet.filter((_, index) => index > 0 || submission.expected.includes(verdict.status)),
  ];
  const message = messages.filter((each) => each !== undefined).join('\n');
  if (message !== '') row.message = message;
  return row;
}

function noteTime(times: VerifyTimes, { submission, language, outcome }: Judged): void {
  const timed = { submission: submission.path, cpuTimeMs: Math.round(timeOf(outcome, language)) };
  if (boundsFromBelow(submission) && timed.cpuTimeMs >= (times.slowestAccepted?.cpuTimeMs ?? 0))
    times.slowestAccepted = timed;
  if (!boundsFromAbove(submission) || outcome.verdict.status !== 'Time Limit Exceeded') return;
  if (timed.cpuTimeMs <= (times.fastestTooSlow?.cpuTimeMs ?? Number.POSITIVE_INFINITY)) times.fastestTooSlow = timed;
}
