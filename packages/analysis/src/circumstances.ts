/**
 * The circumstances of a decision: how loaded the system was, what the caller could run, what was ready ahead. Each is
 * kept as a sentence among the decision's reasons, for people, and is read back from there for a replay.
 */
import type { Alternative, Strategy } from '@letscode/core';
import { DEFAULT_POLICY, type Policy } from './policy.js';

export interface SystemLoad {
  /** Submissions that wait. */
  queueDepth: number;
  runningCount: number;
  /** Runs that may go on at once; 0 = no worker. */
  laneCount: number;
}

/** What the server has done for a program before it is submitted. */
export interface ReadyAhead {
  /** This very program was compiled while it was typed, or is being compiled. */
  isCompiled: boolean;
  /** Sandboxes of its language are kept warm. */
  isWarm: boolean;
}

/**
 * How loaded the system is: half of it for busy lanes, half for the queue, so that
 * more than 0.8 takes a queue beside lanes that are all busy.
 *
 * @returns 0 to 1; 1 where nothing can run
 */
export function loadOf({ queueDepth, runningCount, laneCount }: SystemLoad, policy: Policy = DEFAULT_POLICY): number {
  if (laneCount === 0) return 1;
  const laneUse = Math.min(1, runningCount / laneCount);
  const queueUse = Math.min(1, queueDepth / (laneCount * policy.fullQueuePerLane));
  return (laneUse + queueUse) / 2;
}

const LOAD_SENTENCE = /^Load: (\d+) waiting, (\d+) running, (\d+) lanes?$/;

export function loadSentence({ queueDepth, runningCount, laneCount }: SystemLoad): string {
  return `Load: ${queueDepth} waiting, ${runningCount} running, ${laneCount} ${laneCount === 1 ? 'lane' : 'lanes'}`;
}

/** @returns undefined where the decision was stored without its load */
export function loadOfReasons(reasons: readonly string[]): SystemLoad | undefined {
  for (const reason of reasons) {
    const [, waiting, running, lanes] = LOAD_SENTENCE.exec(reason) ?? [];
    if (waiting === undefined) continue;
    return { queueDepth: Number(waiting), runningCount: Number(running), laneCount: Number(lanes) };
  }
  return undefined;
}

const CALLER_SENTENCE = /^The caller runs: (.+)$/;

/** @returns undefined when the caller named none */
export function callerSentence(clientRuntimes: readonly string[]): string | undefined {
  // A name with a comma is none of ours, and would be two when it is read back.
  const names = [...new Set(clientRuntimes)].filter((name) => /^[\w.+@/-]+$/.test(name));
  return names.length === 0 ? undefined : `The caller runs: ${names.join(', ')}`;
}

export function runtimesOfReasons(reasons: readonly string[]): string[] {
  const told = reasons.map((reason) => CALLER_SENTENCE.exec(reason)?.[1]).find((names) => names !== undefined);
  return told?.split(', ') ?? [];
}

const COMPILED_SENTENCE = 'Compiled while it was typed';
const WARM_SENTENCE = 'Sandboxes of its language were warm';

/** Empty where nothing was ready. */
export function aheadSentences(ahead: ReadyAhead | undefined): string[] {
  return [...(ahead?.isCompiled ? [COMPILED_SENTENCE] : []), ...(ahead?.isWarm ? [WARM_SENTENCE] : [])];
}

/**
 * What had been ready when a decision was taken. One that went elsewhere tells it by whether hybrid was possible: a
 * compiled program would have gone there, so sandboxes were warm.
 */
export function aheadOfDecision(decision: {
  strategy: Strategy;
  reasons: readonly string[];
  alternatives?: readonly Alternative[] | undefined;
}): ReadyAhead {
  const hybrid = decision.alternatives?.find(({ strategy }) => strategy === 'hybrid');
  const told = [...decision.reasons, ...(hybrid?.reasons ?? [])];
  const isCompiled = told.includes(COMPILED_SENTENCE);
  return { isCompiled, isWarm: told.includes(WARM_SENTENCE) || (hybrid?.isPossible === true && !isCompiled) };
}

/** Reasons that say why, without the sentences that are kept for replays. */
export function withoutCircumstances(reasons: readonly string[]): string[] {
  return reasons.filter((reason) => !LOAD_SENTENCE.test(reason) && !CALLER_SENTENCE.test(reason));
}
