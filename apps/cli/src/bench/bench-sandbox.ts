/**
 * `letscode bench sandbox`: what isolation costs, as a ratio to a bare fork+exec
 * of the same program, /bin/true, measured in turns in one run.
 *
 *   bare      C: fork, execve, wait; no isolation at all
 *   warm      the helper alone, driven by C: from the frame that asks for a run to its report
 *   through TypeScript   the same by `sandbox.run`
 *   node      Node's child_process.spawn, no isolation: what a judge in Node pays without a helper
 *   cold      the helper alone, of a kind that it has never seen: a new root, no box prepared
 *   first     the helper's start and its first run
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildHelper, openSandbox } from '@letscode/sandbox';
import type { BenchOptions } from './bench-options.js';
import { openHelperContestant, recordFrames, SandboxContestant, TRUE_SPEC } from './box-contestants.js';
import { compileDriver, DriverContestant } from './c-driver.js';
import { type Block, type Contestant, compare, type Rounds, runsOf } from './contestant.js';
import { type Figures, figuresOf, median, rounded } from './figures.js';
import { type BenchResult, shown, type Table, targetRow } from './tables.js';

const LANE_COUNTS = [1, 2, 4] as const;
const RUNS_PER_BLOCK = 20;
const COLD_RUNS_PER_BLOCK = 4;
const RUNS_PER_LANE_BLOCK = 100;

type RunsPerSecond = Record<string, number>;

interface SandboxFigures {
  bareMs: number;
  bareP95Ms: number;
  warmMs: number;
  warmP95Ms: number;
  /** warmMs / bareMs. */
  warmRatio: number;
  /** warmP95Ms / bareMs, the stricter of two readings. */
  warmP95Ratio: number;
  throughTypeScriptMs: number;
  throughTypeScriptP95Ms: number;
  throughTypeScriptRatio: number;
  nodeSpawnMs: number;
  coldMs: number;
  coldP95Ms: number;
  helperStartMs: number;
  firstRunMs: number;
  /** The ratio of each round's medians: how steady `warmRatio` is on this machine. */
  warmRatioOfRounds: { minimum: number; median: number; maximum: number };
  runsPerSecond: RunsPerSecond;
  bareRunsPerSecond: RunsPerSecond;
  throughTypeScriptRunsPerSecond: RunsPerSecond;
  contestants: Record<string, Figures>;
}

interface Contestants {
  bare: Contestant;
  warm: Contestant;
  typescript: Contestant;
  node: Contestant;
  cold: Contestant;
  helperStartMs: number;
  firstRunMs: number;
}

export async function benchSandbox(options: BenchOptions): Promise<BenchResult> {
  const open: Contestant[] = [];
  try {
    const contestants = await openContestants(options, (contestant) => open.push(contestant));
    const figures = await measure(contestants, options);
    return { figures, tables: [targetTable(figures), timeTable(figures), throughputTable(figures)] };
  } finally {
    for (const contestant of open) await contestant.close();
  }
}

async function openContestants(options: BenchOptions, keep: (contestant: Contestant) => void): Promise<Contestants> {
  const { rootFolder, scratchFolder, outputFolder } = options;
  const folder = (name: string) => join(scratchFolder, name);
  const output = (name: string) => join(outputFolder, name);
  const helperPath = options.helperPath ?? (await buildHelper());
  const forkExec = await compileDriver(rootFolder, 'fork-exec', scratchFolder);
  const driverPath = await compileDriver(rootFolder, 'box-driver', scratchFolder);
  const laneCount = Math.max(...LANE_COUNTS);
  const kept = <C extends Contestant>(contestant: C): C => {
    keep(contestant);
    return contestant;
  };

  const bare = kept(new DriverContestant('bare fork+exec', forkExec, TRUE_SPEC.argv));
  const framesPath = await recordFrames(helperPath, TRUE_SPEC, folder('record'));
  const shared = { driverPath, helperPath, laneCount };
  const warm = await openHelperContestant('warm', { ...shared, framesPath, folder: output('warm') });
  kept(warm.contestant);
  const first = await warm.contestant.block(1, 1);

  const coldSpec = { ...TRUE_SPEC, mounts: [{ hostPath: rootFolder, boxPath: '/cold' }] };
  const coldFrames = await recordFrames(helperPath, coldSpec, folder('record-cold'));
  const cold = await openHelperContestant('cold', { ...shared, framesPath: coldFrames, folder: output('cold') });
  kept(cold.contestant);

  const sandbox = await openSandbox({ laneCount, helperPath });
  const typescript = kept(new SandboxContestant('through TypeScript', sandbox, TRUE_SPEC, output('typescript')));
  return {
    bare,
    warm: warm.contestant,
    typescript,
    node: kept(new NodeSpawn()),
    cold: cold.contestant,
    helperStartMs: warm.readyMs,
    firstRunMs: first.runsMs[0] ?? Number.NaN,
  };
}

async function measure(contestants: Contestants, options: BenchOptions): Promise<SandboxFigures> {
  const { bare, warm, typescript, node, cold } = contestants;
  const rounds: Rounds = { laneCount: 1, roundCount: options.roundCount, runsPerBlock: RUNS_PER_BLOCK, leadInRuns: 3 };
  const blocks = await compare([bare, warm, typescript, node], rounds, options.signal);
  const coldRounds = { ...rounds, runsPerBlock: COLD_RUNS_PER_BLOCK, leadInRuns: 0 };
  const coldBlocks = await compare([cold], coldRounds, options.signal);
  const figures = (contestant: Contestant) => figuresOf(runsOf(blocks.get(contestant) ?? []));
  const coldFigures = figuresOf(runsOf(coldBlocks.get(cold) ?? []));
  const throughput = await throughputOf([bare, warm, typescript], options);
  const [bareFigures, warmFigures, throughTypeScript] = [figures(bare), figures(warm), figures(typescript)];
  return {
    bareMs: bareFigures.medianMs,
    bareP95Ms: bareFigures.p95Ms,
    warmMs: warmFigures.medianMs,
    warmP95Ms: warmFigures.p95Ms,
    warmRatio: rounded(warmFigures.medianMs / bareFigures.medianMs),
    warmP95Ratio: rounded(warmFigures.p95Ms / bareFigures.medianMs),
    throughTypeScriptMs: throughTypeScript.medianMs,
    throughTypeScriptP95Ms: throughTypeScript.p95Ms,
    throughTypeScriptRatio: rounded(throughTypeScript.medianMs / bareFigures.medianMs),
    nodeSpawnMs: figures(node).medianMs,
    coldMs: coldFigures.medianMs,
    coldP95Ms: coldFigures.p95Ms,
    helperStartMs: rounded(contestants.helperStartMs),
    firstRunMs: rounded(contestants.firstRunMs),
    warmRatioOfRounds: ratioOfRounds(blocks.get(warm) ?? [], blocks.get(bare) ?? []),
    runsPerSecond: throughput.get(warm) ?? {},
    bareRunsPerSecond: throughput.get(bare) ?? {},
    throughTypeScriptRunsPerSecond: throughput.get(typescript) ?? {},
    contestants: {
      ...Object.fromEntries([...blocks].map(([{ name }, own]) => [name, figuresOf(runsOf(own))])),
      [cold.name]: coldFigures,
    },
  };
}

function ratioOfRounds(ours: readonly Block[], bare: readonly Block[]): SandboxFigures['warmRatioOfRounds'] {
  const ratios = ours.map((block, i) => median(block.runsMs) / median(bare[i]?.runsMs ?? []));
  return {
    minimum: rounded(Math.min(...ratios)),
    median: rounded(median(ratios)),
    maximum: rounded(Math.max(...ratios)),
  };
}

/** Runs a second, by the number of lanes: the median of a few blocks, again in turns. */
async function throughputOf(
  contestants: readonly Contestant[],
  options: BenchOptions,
): Promise<Map<Contestant, RunsPerSecond>> {
  const throughput = new Map<Contestant, RunsPerSecond>(contestants.map((contestant) => [contestant, {}]));
  for (const laneCount of LANE_COUNTS) {
    const roundCount = Math.max(1, Math.round(options.roundCount / 8));
    const rounds = { laneCount, roundCount, runsPerBlock: RUNS_PER_LANE_BLOCK, leadInRuns: 4 };
    for (const [contestant, blocks] of await compare(contestants, rounds, options.signal)) {
      const perSecond = median(blocks.map((block) => (1000 * block.runsMs.length) / block.elapsedMs));
      Object.assign(throughput.get(contestant) ?? {}, { [laneCount]: Math.round(perSecond) });
    }
  }
  return throughput;
}

function targetTable(figures: SandboxFigures): Table {
  return {
    title: 'What isolation costs: /bin/true, one lane, against a bare fork+exec',
    head: ['', 'measured', 'wanted', 'reached'],
    rows: [
      targetRow('warm run, six layers, median', figures.warmRatio, 1.75, '×'),
      targetRow('warm run, p95 against the bare median', figures.warmP95Ratio, 3, '×'),
      targetRow('through TypeScript, median', figures.throughTypeScriptRatio, 2.5, '×'),
    ],
  };
}

function timeTable(figures: SandboxFigures): Table {
  const { minimum, median, maximum } = figures.warmRatioOfRounds;
  return {
    title: 'Times of one run',
    note: `The helper starts in ${shown(figures.helperStartMs, 1)} ms; its first run of all takes ${shown(figures.firstRunMs, 1)} ms. Ratio of warm to bare by rounds: ${shown(minimum)} to ${shown(maximum)}, median ${shown(median)}.`,
    head: ['', 'median ms', 'p95 ms', 'minimum ms', 'runs'],
    rows: Object.entries(figures.contestants).map(([name, own]) => [
      name,
      shown(own.medianMs),
      shown(own.p95Ms),
      shown(own.minMs),
      String(own.runCount),
    ]),
  };
}

function throughputTable(figures: SandboxFigures): Table {
  const row = (name: string, perSecond: RunsPerSecond) => [
    name,
    ...LANE_COUNTS.map((lanes) => String(perSecond[lanes])),
  ];
  return {
    title: 'Runs a second',
    head: ['lanes', ...LANE_COUNTS.map(String)],
    rows: [
      row('bare fork+exec', figures.bareRunsPerSecond),
      row('warm', figures.runsPerSecond),
      row('through TypeScript', figures.throughTypeScriptRunsPerSecond),
    ],
  };
}

/** Node's own way to start a program. */
class NodeSpawn implements Contestant {
  readonly name = 'child_process.spawn';

  async block(_laneCount: number, count: number): Promise<Block> {
    const runsMs: number[] = [];
    const began = performance.now();
    for (let i = 0; i < count; i++) {
      const start = performance.now();
      await new Promise<void>((resolve, reject) => {
        const child = spawn('/usr/bin/true', [], { stdio: 'ignore' });
        child.on('error', reject);
        child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`true ended with ${code}`))));
      });
      runsMs.push(performance.now() - start);
    }
    return { elapsedMs: performance.now() - began, runsMs };
  }

  async close(): Promise<void> {}
}
