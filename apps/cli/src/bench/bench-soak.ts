/**
 * `letscode bench soak`: ten thousand runs in a row on four lanes, and what the
 * helper holds before and after. Nothing may grow.
 *
 * "Before" is after a first thousandth of the runs or more, when every lane has
 * worked and every pool is full.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LetscodeError } from '@letscode/core';
import { type Footprint, footprintOf, helperPids, openSandbox } from '@letscode/sandbox';
import type { BenchOptions } from './bench-options.js';
import { SandboxContestant, TRUE_SPEC } from './box-contestants.js';
import type { BenchResult } from './tables.js';

const LANE_COUNT = 4;
const RUNS_PER_BLOCK = 250;
/** Long enough for what is torn down or prepared behind the last report. */
const SETTLE_MS = 500;

export async function benchSoak(options: BenchOptions): Promise<BenchResult> {
  const sandbox = await openSandbox({ laneCount: LANE_COUNT, helperPath: options.helperPath });
  const runs = new SandboxContestant('soak', sandbox, TRUE_SPEC, join(options.outputFolder, 'soak'));
  try {
    const [pid] = helperPids();
    if (pid === undefined) throw new LetscodeError('internal', 'bench: no helper is running');
    await runs.block(LANE_COUNT, RUNS_PER_BLOCK);
    const before = await settled(pid);
    const began = performance.now();
    for (let done = 0; done < options.runCount; done += RUNS_PER_BLOCK) {
      options.signal.throwIfAborted();
      await runs.block(LANE_COUNT, Math.min(RUNS_PER_BLOCK, options.runCount - done));
    }
    const elapsedMs = performance.now() - began;
    const after = await settled(pid);
    return resultOf(options.runCount, elapsedMs, before, after, helperPids()[0] === pid);
  } finally {
    await runs.close();
  }
}

async function settled(pid: number): Promise<Footprint> {
  await sleep(SETTLE_MS);
  return footprintOf(pid);
}

function resultOf(
  runCount: number,
  elapsedMs: number,
  before: Footprint,
  after: Footprint,
  sameHelper: boolean,
): BenchResult {
  const rows: [string, keyof Footprint, number][] = [
    ['own memory, KiB', 'anonymousBytes', 1024],
    ['descriptors', 'descriptorCount', 1],
    ['mounts', 'mountCount', 1],
    ['cgroup folders', 'cgroupCount', 1],
    ['processes', 'processCount', 1],
  ];
  const runsPerSecond = Math.round((1000 * runCount) / elapsedMs);
  return {
    figures: { runCount, laneCount: LANE_COUNT, runsPerSecond, before, after, sameHelper },
    tables: [
      {
        title: `${runCount} runs in a row on ${LANE_COUNT} lanes`,
        note: `What the helper holds, a moment after the last report. ${runsPerSecond} runs/s through TypeScript; ${sameHelper ? 'one helper served them all' : 'the helper was replaced on the way'}.`,
        head: ['', 'before', 'after'],
        rows: rows.map(([name, key, unit]) => [name, String(before[key] / unit), String(after[key] / unit)]),
      },
    ],
  };
}
