/**
 * Contestants, and how they are compared fairly on a machine that others use too.
 *
 * Each contestant runs a block of a few dozen runs, then the next one does, round
 * after round; every round begins with another one. Load from outside, a slower
 * clock or a warmer cache so strike all of them alike, which no measurement one
 * after the other can promise. Between blocks there is a rest in which whatever a
 * contestant still does behind its last answer ends at its own cost.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Block {
  elapsedMs: number;
  /** One for each run, from the order to its end. */
  runsMs: number[];
}

export interface Contestant {
  readonly name: string;
  /**
   * Runs `count` times, `laneCount` at once.
   *
   * @throws Error when any run fails: what did not do the work must not be measured
   */
  block(laneCount: number, count: number): Promise<Block>;
  close(): Promise<void>;
}

export interface Rounds {
  laneCount: number;
  roundCount: number;
  runsPerBlock: number;
  /** Runs before each block that do not count: the other contestants have emptied the caches. */
  leadInRuns: number;
}

const REST_MS = 30;

/** @returns the counted blocks of each contestant, in the order given */
export async function compare<C extends Contestant>(
  contestants: readonly C[],
  rounds: Rounds,
  signal?: AbortSignal,
): Promise<Map<C, Block[]>> {
  const blocks = new Map<C, Block[]>(contestants.map((contestant) => [contestant, []]));
  for (let round = 0; round < rounds.roundCount; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      signal?.throwIfAborted();
      const contestant = contestants[(round + turn) % contestants.length] as C;
      if (rounds.leadInRuns > 0) await contestant.block(rounds.laneCount, rounds.leadInRuns);
      blocks.get(contestant)?.push(await contestant.block(rounds.laneCount, rounds.runsPerBlock));
      await sleep(REST_MS);
    }
  }
  return blocks;
}

export function runsOf(blocks: readonly Block[]): number[] {
  return blocks.flatMap((block) => block.runsMs);
}
