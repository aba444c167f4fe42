/**
 * One draft, compiled into the artifacts that submissions are looked up in.
 *
 *     room? → time left in the budget? → compiled ahead ──→ compiled, rejected
 *                     │                     ├─ a submission or test needs the lane → put back
 *                     │                     ├─ newer code, or the worker stops     → cancelled
 *                     └────→ refused ←──────┴─ takes too long, or a fault of ours
 *
 * Nobody waits for a draft, so nothing is tried twice and no fault of it is anybody's.
 */
import type { Judge } from '@letscode/judge';
import type { DraftHandlers, DraftJob, DraftOutcome, WarmWish } from '@letscode/queue';
import type { Logger } from 'pino';
import type { TaskLoader } from '../data/task-loader.js';
import type { LaneShare } from './lane-share.js';
import { TimeBudget } from './time-budget.js';

export interface DraftParts {
  judge: Pick<Judge, 'compileAhead' | 'warm'>;
  tasks: Pick<TaskLoader, 'load'>;
  lanes: LaneShare;
  laneCount: number;
  requireSpace: () => Promise<void>;
  log: Logger;
  now: () => number;
}

/** A compilation that takes longer, in ms, is a bomb or belongs to a submission that somebody waits for. */
const MAX_DRAFT_MS = 10_000;
/** Of the time of all lanes, the most that drafts may take. */
const LANE_SHARE = 0.25;
const WINDOW_MS = 60_000;
/** A wish for the same language within this time is already fulfilled: boxes stay for five minutes. In ms. */
const WARM_AGAIN_MS = 60_000;
/** Languages of which boxes are made ready by one message. */
const MAX_WISHES = 8;

export function draftHandlers(parts: DraftParts): DraftHandlers {
  const { lanes, laneCount, now, judge, log } = parts;
  const budget = new TimeBudget({ budgetMs: WINDOW_MS * LANE_SHARE * laneCount, windowMs: WINDOW_MS, now });
  const warmedAtMs = new Map<string, number>();

  async function warm({ language, count }: WarmWish): Promise<void> {
    if (now() - (warmedAtMs.get(language) ?? Number.NEGATIVE_INFINITY) < WARM_AGAIN_MS) return;
    warmedAtMs.set(language, now());
    await judge.warm(language, Math.min(count, laneCount + 1));
  }

  return {
    hasRoom: () => lanes.hasRoom(),
    compile: (draft, onStarted, signal) => compileDraft(parts, budget, draft, onStarted, signal),
    warm(wishes) {
      for (const wish of wishes.slice(0, MAX_WISHES)) {
        warm(wish).catch((error: unknown) => log.debug({ err: error, wish }, 'no boxes were made ready'));
      }
    },
  };
}

async function compileDraft(
  parts: DraftParts,
  budget: TimeBudget,
  draft: DraftJob,
  onStarted: () => void,
  signal: AbortSignal,
): Promise<DraftOutcome> {
  const leftMs = budget.leftMs();
  if (leftMs === 0) return { state: 'refused', laneMs: 0 };
  const beganAt = parts.now();
  const tookMs = () => Math.max(0, parts.now() - beganAt);
  const tooLong = AbortSignal.timeout(Math.ceil(Math.min(leftMs, MAX_DRAFT_MS)));
  try {
    const state = await parts.lanes.whileRoom((giveWay) =>
      compiled(parts, draft, onStarted, AbortSignal.any([signal, giveWay, tooLong])),
    );
    return { state: state ?? 'put back', laneMs: tookMs() };
  } catch (error) {
    if (signal.aborted) return { state: 'cancelled', laneMs: tookMs() };
    parts.log.debug({ err: error, problemId: draft.problemId }, 'a draft was not compiled');
    return { state: 'refused', laneMs: tookMs() };
  } finally {
    budget.spend(tookMs());
  }
}

async function compiled(
  { judge, tasks, requireSpace }: DraftParts,
  { problemId, language, code }: DraftJob,
  onStarted: () => void,
  signal: AbortSignal,
): Promise<'compiled' | 'rejected'> {
  await requireSpace();
  const task = await tasks.load(problemId, 'none');
  onStarted();
  const result = await judge.compileAhead({ language, code }, task, signal);
  return result?.ok === false ? 'rejected' : 'compiled';
}
