/**
 * `letscode bench cpu-time`: how steady the CPU time of one CPU-bound program is,
 * two side by side, and how late a kill comes after the limit.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEFAULT_LIMITS, type ExitReason, LetscodeError, type Limits, type RunReport } from '@letscode/core';
import { openSandbox, type Sandbox } from '@letscode/sandbox';
import type { BenchOptions } from './bench-options.js';
import { requireSound, TRUE_SPEC } from './box-contestants.js';
import { median, percentile, rounded } from './figures.js';
import { type BenchResult, shown, type Table } from './tables.js';

const SIDE_BY_SIDE = 2;
const STEADY_RUNS = 100;
const KILLED_RUNS = 40;
const LIMIT_MS = 200;
/** A kill may come so long after its limit. */
const OVERSHOOT_BOUND_MS = 10;

/** `work` computes for about 0.3 s, `spin` for ever, `sleep` waits for ever. */
const PROGRAM = `
#include <unistd.h>
int main(int argc, char **argv) {
  volatile unsigned long x = 1;
  if (argc > 1 && argv[1][1] == 'l') for (;;) sleep(1000);
  for (unsigned long i = 0; argv[1][0] == 's' || i < 120000000; i++) x = x * 6364136223846793005u + 1442695040888963407u;
  return 0;
}
`;

interface Spread {
  runCount: number;
  minimumMs: number;
  medianMs: number;
  p95Ms: number;
  maximumMs: number;
}

export async function benchCpuTime(options: BenchOptions): Promise<BenchResult> {
  const programs = join(options.scratchFolder, 'programs');
  await mkdir(programs);
  await chmod(programs, 0o755);
  await writeFile(join(programs, 'program.c'), PROGRAM);
  await promisify(execFile)('cc', ['-O1', join(programs, 'program.c'), '-static', '-o', join(programs, 'program')]);
  const sandbox = await openSandbox({ laneCount: SIDE_BY_SIDE, helperPath: options.helperPath });
  const runs = new Runs(sandbox, programs, options);
  try {
    const steady = await runs.many('work', STEADY_RUNS, {});
    for (const report of steady) requireSound(report, 'the CPU-bound program');
    const cpu = await runs.many('spin', KILLED_RUNS, { cpuTimeMs: LIMIT_MS, wallTimeMs: 60_000 });
    const wall = await runs.many('sleep', KILLED_RUNS, { wallTimeMs: LIMIT_MS });
    return resultOf(
      spreadOf(steady.map(({ usage }) => usage.cpuTimeMs)),
      spreadOf(overshoots(cpu, 'cpu-limit', 'cpuTimeMs')),
      spreadOf(overshoots(wall, 'wall-limit', 'wallTimeMs')),
    );
  } finally {
    await sandbox.close();
  }
}

class Runs {
  constructor(
    readonly sandbox: Sandbox,
    readonly programs: string,
    readonly options: BenchOptions,
  ) {}

  async many(mode: string, count: number, limits: Partial<Limits>): Promise<RunReport[]> {
    const folder = join(this.options.scratchFolder, mode);
    await mkdir(folder);
    const reports: RunReport[] = [];
    let next = 0;
    const lane = async () => {
      while (next < count) {
        const index = next++;
        this.options.signal.throwIfAborted();
        reports[index] = await this.sandbox.run({
          ...TRUE_SPEC,
          argv: ['/app/program', mode],
          root: [],
          mounts: [{ hostPath: this.programs, boxPath: '/app' }],
          limits: { ...DEFAULT_LIMITS, ...limits },
          hostStdoutPath: join(folder, `${index}-out`),
          hostStderrPath: join(folder, `${index}-err`),
        });
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
    await rm(folder, { recursive: true });
    return reports;
  }
}

/** How far the time of each run went past its limit, in ms. */
function overshoots(reports: RunReport[], kind: ExitReason['kind'], time: 'cpuTimeMs' | 'wallTimeMs'): number[] {
  return reports.map(({ exit, usage }) => {
    if (exit.kind !== kind) throw new LetscodeError('internal', `bench: ${kind} wanted, not ${JSON.stringify(exit)}`);
    return usage[time] - LIMIT_MS;
  });
}

function spreadOf(times: number[]): Spread {
  return {
    runCount: times.length,
    minimumMs: rounded(Math.min(...times)),
    medianMs: rounded(median(times)),
    p95Ms: rounded(percentile(times, 0.95)),
    maximumMs: rounded(Math.max(...times)),
  };
}

function resultOf(steady: Spread, cpu: Spread, wall: Spread): BenchResult {
  const spread = rounded(steady.p95Ms / steady.medianMs);
  const row = (name: string, figures: Spread) => [
    name,
    String(figures.runCount),
    ...[figures.minimumMs, figures.medianMs, figures.p95Ms, figures.maximumMs].map((value) => shown(value, 0)),
  ];
  const table: Table = {
    title: 'CPU time and kills, two runs side by side',
    note: `One CPU-bound program, whose p95 is ${shown(spread, 3)} × its median; then the time past a limit of ${LIMIT_MS} ms, at most ${OVERSHOOT_BOUND_MS} ms wanted. Times are rounded up to whole ms.`,
    head: ['ms', 'runs', 'minimum', 'median', 'p95', 'maximum'],
    rows: [row('CPU time of one program', steady), row('past the CPU limit', cpu), row('past the wall limit', wall)],
  };
  return { figures: { cpuTime: steady, p95ToMedian: spread, pastCpuLimit: cpu, pastWallLimit: wall }, tables: [table] };
}
