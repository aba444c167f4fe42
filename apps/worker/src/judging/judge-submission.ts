/**
 * One delivery of one submission, from taking it up to its verdict.
 *
 *     space on disk? → beginAttempt → Compiling → Running 1…n → complete → told
 *                          │              │             │           │
 *                          │              └──── our fault ──────────┘
 *                          │                    last delivery: fail, else release and deliver again
 *                          └─ final or unknown: nothing to do
 *
 * A verdict is never lost: once reached, storing it is tried for PERSIST_MS, whatever
 * happens to the lease, since the fence keeps a late one from doing harm. A program is
 * never blamed for us: a full disk or a missing database puts the submission back, however
 * many deliveries that takes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorCode, LetscodeError, type StatusUpdate, type VerdictSummary } from '@letscode/core';
import type { Judge, JudgeOutcome } from '@letscode/judge';
import type { ProgressEvent } from '@letscode/queue';
import type { Attempt, SubmissionStore } from '@letscode/store';
import type { Logger } from 'pino';
import { namingDiskFull } from '../data/disk-space.js';
import type { TaskLoader } from '../data/task-loader.js';
import { withoutHiddenData } from './hidden-data.js';
import { ProgressReporter } from './progress-reporter.js';

export interface JudgingParts {
  submissions: Pick<SubmissionStore, 'beginAttempt' | 'progress' | 'complete' | 'release' | 'fail'>;
  tasks: Pick<TaskLoader, 'load'>;
  judge: Pick<Judge, 'judge'>;
  publish: (event: ProgressEvent) => Promise<void>;
  /** Rejects with `disk_full` when nothing can be judged for want of space. */
  requireSpace: () => Promise<void>;
  dataFolder: string;
  workerId: string;
  log: Logger;
}

export interface Delivery {
  isLast: boolean;
  /** Aborted when the lease is lost or the worker stops. */
  signal: AbortSignal;
}

/** How long storing a verdict is tried, in ms; the store itself waits 8 s each time. */
const PERSIST_MS = 10 * 60_000;

/** Faults that pass or that the operator mends: the submission waits, it doesn't fail. */
const WAITS: ReadonlySet<ErrorCode> = new Set([
  'disk_full',
  'database_unavailable',
  'queue_unavailable',
  'isolation_missing',
]);

/** @throws when the submission must be delivered again */
export async function judgeSubmission(parts: JudgingParts, submissionId: string, delivery: Delivery): Promise<void> {
  const log = parts.log.child({ submissionId });
  await parts.requireSpace();
  const attempt = await parts.submissions.beginAttempt(submissionId, parts.workerId);
  if (!attempt) {
    log.debug('nothing to do: the submission is final or unknown');
    return;
  }
  const fence = new AbortController();
  try {
    await work(parts, attempt, delivery, fence, log);
  } catch (error) {
    if (fence.signal.aborted) {
      log.warn({ attempt: attempt.attempt }, 'given up: a newer attempt works on it');
      return;
    }
    await afterFault(parts, attempt, delivery, error, log);
  }
}

async function work(
  parts: JudgingParts,
  attempt: Attempt,
  delivery: Delivery,
  fence: AbortController,
  log: Logger,
): Promise<void> {
  const { submissions, tasks, judge, publish } = parts;
  // Those that follow are sent after it; nothing waits for it.
  void tell(parts, attempt, { status: 'Compiling' });
  const task = await tasks.load(attempt.problemId, attempt.isCustomTest ? 'samples' : 'all');
  const reporter = new ProgressReporter({
    submissions,
    publish,
    attempt,
    testCount: task.tests.length,
    onFenced: () => fence.abort(new Error('a newer attempt has begun')),
    log,
  });
  const { language, code } = attempt;
  const conceal = withoutHiddenData(task);
  const outcome = await namingDiskFull(parts.dataFolder, () =>
    judge.judge({ language, code }, task, {
      onCompiled: ({ ok }) => {
        if (ok) reporter.running();
      },
      onTest: (result, finishedCount) => reporter.finishedTest(conceal(result), finishedCount),
      signal: AbortSignal.any([delivery.signal, fence.signal]),
    }),
  ).finally(() => reporter.end());
  const isOurs = await store(parts, attempt, { ...outcome, testResults: outcome.testResults.map(conceal) }, log);
  await reporter.told();
  const { verdict } = outcome;
  const { testCount } = verdict;
  if (isOurs) await tell(parts, attempt, { status: 'Completed', currentTest: testCount, testCount, verdict });
}

/** Stores the verdict. @returns false when a newer attempt works on it, which is no fault: its verdict is as good */
async function store(parts: JudgingParts, attempt: Attempt, outcome: JudgeOutcome, log: Logger): Promise<boolean> {
  const { submissionId: id, attempt: number } = attempt;
  const { verdict, compile, testResults } = outcome;
  const deadline = Date.now() + PERSIST_MS;
  for (;;) {
    try {
      const isOurs = await parts.submissions.complete({ id, attempt: number, verdict, compile, testResults });
      if (isOurs) log.info({ verdict: verdict.status, attempt: number }, 'judged');
      else log.warn({ attempt: number }, 'a verdict came too late: a newer attempt works on it');
      return isOurs;
    } catch (error) {
      const isPassing = error instanceof LetscodeError && error.code === 'database_unavailable';
      if (!isPassing || Date.now() > deadline) throw error;
      log.warn({ err: error }, 'the verdict waits for the database');
      await sleep(500);
    }
  }
}

async function afterFault(
  parts: JudgingParts,
  attempt: Attempt,
  delivery: Delivery,
  error: unknown,
  log: Logger,
): Promise<void> {
  const { submissions } = parts;
  const { submissionId: id, attempt: number } = attempt;
  const code = error instanceof LetscodeError ? error.code : 'internal';
  if (delivery.isLast && !delivery.signal.aborted && !WAITS.has(code)) {
    log.error({ err: error, attempt: number }, 'submission failed for a fault of ours');
    const message = `The judge failed (${code}). This is our fault, not your program's: please submit again`;
    const isOurs = await submissions.fail(id, number, message);
    if (isOurs) await tell(parts, attempt, { status: 'Failed', verdict: failedVerdict(message) });
    return;
  }
  log.warn({ err: error, attempt: number }, 'submission goes back to the queue');
  const isReleased = await submissions.release(id, number).catch(() => false);
  if (isReleased) await tell(parts, attempt, { status: 'Queued' });
  throw error;
}

/** Sends an event; the store has the truth, so one that can't be sent is only logged. */
async function tell(
  { publish, log }: JudgingParts,
  { submissionId, problemId, userId }: Attempt,
  news: Omit<StatusUpdate['data'], 'submissionId' | 'problemId'>,
): Promise<void> {
  try {
    await publish({ userId, update: { submissionId, problemId, ...news } });
  } catch (error) {
    log.debug({ err: error, submissionId }, 'an event could not be sent');
  }
}

function failedVerdict(message: string): VerdictSummary {
  return {
    status: 'Internal Error',
    passedCount: 0,
    testCount: 0,
    maxCpuTimeMs: 0,
    maxWallTimeMs: 0,
    maxMemoryBytes: 0,
    message,
  };
}
