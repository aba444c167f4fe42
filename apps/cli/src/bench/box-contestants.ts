/**
 * Our own sandbox as contestants: through TypeScript, and as the helper alone.
 *
 * For the latter the frames that Node sends are recorded once: the sandbox is
 * opened with a stand-in for the helper that keeps a copy of its input, one run is
 * made, and the C driver repeats it. So the driver knows nothing of a run's fields.
 */
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_LIMITS, LAYERS, LetscodeError, type RunReport, type RunSpec } from '@letscode/core';
import { openSandbox, type Sandbox } from '@letscode/sandbox';
import { DriverContestant } from './c-driver.js';
import type { Block, Contestant } from './contestant.js';

/** What /bin/true needs, linked as Debian links it. */
export const TRUE_SPEC: Omit<RunSpec, 'hostStdoutPath' | 'hostStderrPath'> = {
  argv: ['/usr/bin/true'],
  env: { PATH: '/usr/bin', LANG: 'C.UTF-8' },
  phase: 'run',
  profile: 'cpp',
  root: ['/usr/bin/true', '/usr/lib/x86_64-linux-gnu', '/usr/lib64'],
  mounts: [],
  limits: DEFAULT_LIMITS,
};

/** @throws LetscodeError when the run was not what it should be: all six layers, an exit with 0, nothing refused */
export function requireSound(report: RunReport, what: string): void {
  const { exit, layers, violations } = report;
  if (exit.kind === 'exited' && exit.code === 0 && layers.length === LAYERS.length && violations.length === 0) return;
  throw new LetscodeError(
    'internal',
    `bench: a run of ${what} ended oddly: ${JSON.stringify({ exit, layers, violations })}`,
  );
}

export class SandboxContestant implements Contestant {
  readonly name: string;
  readonly #sandbox: Sandbox;
  readonly #spec: typeof TRUE_SPEC;
  readonly #folder: string;

  constructor(name: string, sandbox: Sandbox, spec: typeof TRUE_SPEC, folder: string) {
    this.name = name;
    this.#sandbox = sandbox;
    this.#spec = spec;
    this.#folder = folder;
  }

  async block(laneCount: number, count: number): Promise<Block> {
    const runsMs: number[] = [];
    let next = 0;
    const lane = async () => {
      while (next < count) {
        const index = next++;
        const spec = {
          ...this.#spec,
          hostStdoutPath: this.#path(index, 'out'),
          hostStderrPath: this.#path(index, 'err'),
        };
        const began = performance.now();
        const report = await this.#sandbox.run(spec);
        runsMs[index] = performance.now() - began;
        requireSound(report, this.name);
      }
    };
    await mkdir(this.#folder, { recursive: true });
    const began = performance.now();
    await Promise.all(Array.from({ length: laneCount }, lane));
    const elapsedMs = performance.now() - began;
    await rm(this.#folder, { recursive: true });
    return { elapsedMs, runsMs };
  }

  #path(index: number, what: string): string {
    return join(this.#folder, `${index}-${what}`);
  }

  close(): Promise<void> {
    return this.#sandbox.close();
  }
}

/** Keeps what Node sends to a helper for one run of `spec`. @returns the file's path */
export async function recordFrames(helperPath: string, spec: typeof TRUE_SPEC, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const frames = join(folder, 'frames');
  const standIn = join(folder, 'stand-in');
  await writeFile(
    standIn,
    `#!/bin/sh\n[ "$1" = serve ] || exec '${helperPath}' "$@"\n/usr/bin/tee '${frames}' | '${helperPath}' "$@"\n`,
  );
  await chmod(standIn, 0o755);
  const sandbox = await openSandbox({ laneCount: 1, helperPath: standIn });
  const recorder = new SandboxContestant('the recorded run', sandbox, spec, join(folder, 'out'));
  try {
    await recorder.block(1, 1);
  } finally {
    await recorder.close();
  }
  return frames;
}

export interface HelperDriver {
  driverPath: string;
  helperPath: string;
  laneCount: number;
  /** Of recordFrames. */
  framesPath: string;
  /** An own one: outputs are made here, and removed after each block. */
  folder: string;
}

/** @returns the contestant, and how long the helper took from its start until it was ready */
export async function openHelperContestant(
  name: string,
  options: HelperDriver,
): Promise<{ contestant: DriverContestant; readyMs: number }> {
  await mkdir(options.folder, { recursive: true });
  const { driverPath, helperPath, laneCount, framesPath, folder } = options;
  const contestant = new DriverContestant(name, driverPath, [helperPath, String(laneCount), framesPath, folder]);
  const line = await contestant.line();
  if (!line.startsWith('ready ')) throw new LetscodeError('internal', `bench: the helper did not start: ${line}`);
  return { contestant, readyMs: Number(line.slice('ready '.length)) / 1e6 };
}
