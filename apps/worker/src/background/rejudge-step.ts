/**
 * One step of a rejudging: a runner takes a submission, judges it by the problem as it is now
 * and keeps the result beside the old one. Users see nothing of it before it is applied.
 */
import type { Rejudging } from '@letscode/core';
import type { RejudgingItem } from '@letscode/store';
import { namingDiskFull } from '../data/disk-space.js';
import { withoutHiddenData } from '../judging/hidden-data.js';
import { type BackgroundParts, type Delivery, endOf, tell } from './background-parts.js';

/** @throws when the step must be delivered again */
export async function rejudgeStep(
  parts: BackgroundParts,
  id: string,
  runner: number,
  delivery: Delivery,
): Promise<'more' | 'done'> {
  await parts.requireSpace();
  const { rejudgings } = parts.store;
  const item = await rejudgings.takeItem(id, runner);
  if (!item) return 'done';
  let progress: Pick<Rejudging, 'stage' | 'finishedCount' | 'totalCount'> | undefined;
  try {
    progress = await rejudgings.finishItem(id, item, await judged(parts, item, delivery.signal));
  } catch (error) {
    const message = endOf(error, delivery);
    if (message === undefined) throw error;
    parts.log.error({ err: error, rejudgingId: id, submissionId: item.submissionId }, 'not judged again');
    progress = await rejudgings.finishItem(id, item, { message });
  }
  if (progress) await tell(parts, item.userId, { kind: 'rejudging', id, ...progress });
  return progress?.stage === 'Judged' ? 'done' : 'more';
}

async function judged(parts: BackgroundParts, item: RejudgingItem, signal: AbortSignal) {
  const { problemId, language, code, isCustomTest } = item;
  const task = await parts.tasks.load(problemId, isCustomTest ? 'samples' : 'all');
  const outcome = await namingDiskFull(parts.dataFolder, () => parts.judge.judge({ language, code }, task, { signal }));
  const { verdict, compile, testResults } = outcome;
  return { verdict, compile, testResults: testResults.map(withoutHiddenData(task)) };
}
