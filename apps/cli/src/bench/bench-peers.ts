/**
 * `letscode bench sandbox-peers`: a warm run of ours beside every peer that is
 * installed, and a bare fork+exec, in turns in one run, on one and on two lanes.
 */
import { join } from 'node:path';
import { buildHelper } from '@letscode/sandbox';
import type { BenchOptions } from './bench-options.js';
import { openHelperContestant, recordFrames, TRUE_SPEC } from './box-contestants.js';
import { compileDriver, DriverContestant } from './c-driver.js';
import { type Block, type Contestant, compare, runsOf } from './contestant.js';
import { figuresOf, median, rounded } from './figures.js';
import { openPeers, type Peers } from './peers.js';
import { type BenchResult, shown, type Table } from './tables.js';

const LANE_COUNTS = [1, 2];
const OURS = "Let'sCode, six layers";

interface Entry {
  name: string;
  medianMs: number;
  p95Ms: number;
  /** Median against a bare fork+exec. */
  bareRatio: number;
  /** By the number of lanes. */
  runsPerSecond: Record<string, number>;
  /** Our runs a second against its, by the number of lanes. */
  oursTimesAsMany: Record<string, number>;
}

export async function benchPeers(options: BenchOptions): Promise<BenchResult> {
  const { rootFolder, scratchFolder } = options;
  const laneCount = Math.max(...LANE_COUNTS);
  const helperPath = options.helperPath ?? (await buildHelper());
  const forkExecPath = await compileDriver(rootFolder, 'fork-exec', scratchFolder);
  const driverPath = await compileDriver(rootFolder, 'box-driver', scratchFolder);
  const framesPath = await recordFrames(helperPath, TRUE_SPEC, join(scratchFolder, 'record'));
  const peers = await openPeers({ forkExecPath, scratchFolder, searchPath: options.searchPath, laneCount });
  const bare = new DriverContestant('bare fork+exec', forkExecPath, TRUE_SPEC.argv);
  const open: Contestant[] = [bare];
  try {
    const folder = join(options.outputFolder, 'warm');
    const ours = await openHelperContestant(OURS, { driverPath, helperPath, laneCount, framesPath, folder });
    open.push(ours.contestant);
    const all = [bare, ours.contestant, ...peers.contestants];
    const blocks = new Map<number, Map<Contestant, Block[]>>();
    for (const lanes of LANE_COUNTS) blocks.set(lanes, await measureLanes(all, lanes, options));
    const entries = entriesOf(all, ours.contestant, bare, blocks);
    return { figures: { peers: entries, missing: peers.missing }, tables: [tableOf(entries, peers)] };
  } finally {
    for (const contestant of open) await contestant.close();
    await peers.close();
  }
}

/** The slow ones (docker run takes a hundred times as long) take part in fewer rounds, of shorter blocks. */
async function measureLanes(
  all: Contestant[],
  laneCount: number,
  options: BenchOptions,
): Promise<Map<Contestant, Block[]>> {
  const isSlow = (contestant: Contestant) => contestant.name === 'docker run';
  const rounds = { laneCount, roundCount: options.roundCount, runsPerBlock: 20, leadInRuns: 2 };
  const blocks = await compare(
    all.filter((contestant) => !isSlow(contestant)),
    rounds,
    options.signal,
  );
  const slow = { ...rounds, roundCount: Math.max(2, Math.round(options.roundCount / 5)), runsPerBlock: 6 };
  for (const [contestant, own] of await compare(all.filter(isSlow), slow, options.signal)) blocks.set(contestant, own);
  return blocks;
}

function entriesOf(
  all: Contestant[],
  ours: Contestant,
  bare: Contestant,
  blocks: Map<number, Map<Contestant, Block[]>>,
): Entry[] {
  const blocksOf = (contestant: Contestant, lanes: number) => blocks.get(lanes)?.get(contestant) ?? [];
  const perSecond = (contestant: Contestant, lanes: number) =>
    median(blocksOf(contestant, lanes).map((block) => (1000 * block.runsMs.length) / block.elapsedMs));
  const byLanes = (figure: (lanes: number) => number) =>
    Object.fromEntries(LANE_COUNTS.map((lanes) => [lanes, rounded(figure(lanes))]));
  const bareMs = figuresOf(runsOf(blocksOf(bare, 1))).medianMs;
  return all.map((contestant) => {
    const { medianMs, p95Ms } = figuresOf(runsOf(blocksOf(contestant, 1)));
    return {
      name: contestant.name,
      medianMs,
      p95Ms,
      bareRatio: rounded(medianMs / bareMs),
      runsPerSecond: byLanes((lanes) => perSecond(contestant, lanes)),
      oursTimesAsMany: byLanes((lanes) => perSecond(ours, lanes) / perSecond(contestant, lanes)),
    };
  });
}

function tableOf(entries: Entry[], peers: Peers): Table {
  const missing = peers.missing.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  return {
    title: '/bin/true in our box and in others',
    note: `Same namespaces, read-only root, tmpfs, /proc, no network; ours with cgroups and seccomp, the others without seccomp.${missing ? ` Not measured: ${missing}.` : ''}`,
    head: [
      '',
      'median ms',
      'p95 ms',
      '× bare',
      'runs/s, 1 lane',
      'runs/s, 2 lanes',
      'ours is faster by, 1 lane',
      '2 lanes',
    ],
    rows: entries.map((entry) => [
      entry.name,
      shown(entry.medianMs),
      shown(entry.p95Ms),
      shown(entry.bareRatio),
      shown(entry.runsPerSecond[1], 0),
      shown(entry.runsPerSecond[2], 0),
      `${shown(entry.oursTimesAsMany[1], 1)} ×`,
      `${shown(entry.oursTimesAsMany[2], 1)} ×`,
    ]),
  };
}
