/**
 * A share of the failures that browsers have claimed is judged by the server after all, one at a time and only
 * while there is nothing else to do, so that an engine that fails right programs is seen.
 *
 *     beginRecheck → rejudging of the one submission → Judged → applied (the server's verdict wins) → settled
 *
 * Every step may be repeated, by this server or another.
 */
import type { StatusUpdate } from '@letscode/core';
import type { QueueClient } from '@letscode/queue';
import type { Store } from '@letscode/store';
import type { Logger } from 'pino';
import type { SystemMonitor } from './system-monitor.js';

export interface RecheckParts {
  store: Pick<Store, 'claims' | 'rejudgings'>;
  queue: Pick<QueueClient, 'addBackground'>;
  monitor: Pick<SystemMonitor, 'current' | 'queueDepth'>;
  newId: () => string;
  /** Told of a verdict that the server has changed. */
  onJudged: (userId: string, update: StatusUpdate['data']) => void;
  log: Logger;
}

const OPEN_STAGES = ['Queued', 'Running'];

/** One round. */
export async function recheckClaimsOnce(parts: RecheckParts): Promise<void> {
  const { claims, rejudgings } = parts.store;
  const underWay = await claims.listRechecks(10);
  for (const { submissionId, rejudgingId, stage } of underWay) {
    if (stage !== null && OPEN_STAGES.includes(stage)) continue;
    if (stage === 'Judged') {
      for (const { userId, problemId, verdict } of await rejudgings.apply(rejudgingId, 1)) {
        parts.log.warn({ submissionId, verdict: verdict.status }, 'the server judges otherwise than a browser did');
        parts.onJudged(userId, { submissionId, problemId, status: 'Completed', verdict });
      }
    }
    await claims.settleRecheck(submissionId);
  }
  if (underWay.length === 0 && isIdle(parts.monitor)) await begin(parts);
}

function isIdle(monitor: RecheckParts['monitor']): boolean {
  const { runningCount, activeWorkers } = monitor.current();
  return activeWorkers > 0 && runningCount === 0 && monitor.queueDepth() === 0;
}

async function begin({ store, queue, newId }: RecheckParts): Promise<void> {
  const id = newId();
  const submissionId = await store.claims.beginRecheck(id);
  if (submissionId === undefined) return;
  await store.rejudgings.create({ id, what: { submissionIds: [submissionId] }, runnerCount: 1 });
  await queue.addBackground({ kind: 'rejudging', id, runner: 0 });
}
