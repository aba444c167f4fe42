/**
 * The sweep: a submission that is neither finished nor in the queue is put back into it.
 *
 * The database is the source of truth and the queue a hint: a job may be missing because
 * adding it failed, the queue lost its data, or its deliveries are used up. Every step is
 * idempotent, so several servers may sweep at once.
 *
 * A submission that was taken up MAX_ATTEMPTS times without a verdict has killed its
 * workers each time; it is ended as our fault instead of going round for ever.
 */
import type { QueueClient } from '@letscode/queue';
import { PRIORITY } from '@letscode/queue';
import type { SubmissionStore } from '@letscode/store';
import type { Logger } from 'pino';

const MAX_ATTEMPTS = 8;
/** Submissions looked at in one round; the next round takes the next. */
const BATCH = 100;

export interface SweepOptions {
  submissions: Pick<SubmissionStore, 'listStale' | 'requeue' | 'fail'>;
  queue: Pick<QueueClient, 'hasJob' | 'addSubmission'>;
  /** How long a submission must be untouched, in ms. */
  staleAfterMs: number;
  log: Logger;
}

/** One round. @returns how many submissions were put back or ended */
export async function sweepOnce(options: SweepOptions): Promise<{ requeuedCount: number; failedCount: number }> {
  const { submissions, queue, log } = options;
  let requeuedCount = 0;
  let failedCount = 0;
  for (const { id, attempts, isClaimed } of await submissions.listStale(options.staleAfterMs, BATCH)) {
    if (await queue.hasJob(id)) continue;
    if (attempts >= MAX_ATTEMPTS) {
      const message = `It was taken up ${attempts} times and never judged to the end; this is our fault, not yours`;
      if (await submissions.fail(id, attempts, message)) failedCount += 1;
      log.error({ submissionId: id, attempts }, 'submission given up');
      continue;
    }
    if (!(await submissions.requeue(id))) continue;
    // What the browser has passed waits behind what nobody has seen, as it did before.
    await queue.addSubmission(id, isClaimed ? PRIORITY.confirm : PRIORITY.requeued);
    requeuedCount += 1;
    log.warn({ submissionId: id, attempts }, 'submission without a job was queued again');
  }
  return { requeuedCount, failedCount };
}

/** Sweeps at every interval; a round that fails is logged and the next one tries again. */
export function startSweep(options: { sweep: () => Promise<unknown>; intervalMs: number; log: Logger }): {
  stop(): Promise<void>;
} {
  let isFailing = false;
  let round: Promise<void> | undefined;
  const timer = setInterval(() => {
    round ??= options
      .sweep()
      .then(() => {
        isFailing = false;
      })
      .catch((error: unknown) => {
        if (!isFailing) options.log.warn({ err: error }, 'the sweep failed and will be tried again');
        isFailing = true;
      })
      .finally(() => {
        round = undefined;
      });
  }, options.intervalMs);
  return {
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
}
