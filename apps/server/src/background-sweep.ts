/**
 * The sweep of background work: a verification or rejudging that is open and has no job in the
 * queue gets one again. What it has done so far is in the database, so it goes on from there.
 */
import type { BackgroundWork, QueueClient } from '@letscode/queue';
import type { RejudgingStore, VerificationStore } from '@letscode/store';
import type { Logger } from 'pino';

/** Looked at in one round; the next round takes the next. */
const BATCH = 100;

export interface BackgroundSweepOptions {
  verifications: Pick<VerificationStore, 'listStale'>;
  rejudgings: Pick<RejudgingStore, 'listStale'>;
  queue: Pick<QueueClient, 'hasBackground' | 'addBackground'>;
  /** How long work must be untouched, in ms. */
  staleAfterMs: number;
  log: Logger;
}

/** One round. @returns how many jobs were added */
export async function sweepBackgroundOnce(options: BackgroundSweepOptions): Promise<number> {
  const { verifications, rejudgings, queue, staleAfterMs, log } = options;
  const wanted: BackgroundWork[] = [];
  for (const { id } of await verifications.listStale(staleAfterMs, BATCH)) {
    wanted.push({ kind: 'verification', id, runner: 0 });
  }
  for (const { id, runnerCount } of await rejudgings.listStale(staleAfterMs, BATCH)) {
    for (let runner = 0; runner < runnerCount; runner += 1) wanted.push({ kind: 'rejudging', id, runner });
  }
  let addedCount = 0;
  for (const work of wanted) {
    if (await queue.hasBackground(work)) continue;
    await queue.addBackground(work);
    addedCount += 1;
    log.warn({ work }, 'background work without a job was queued again');
  }
  return addedCount;
}
