/**
 * Which layers this machine can give, each tried for real, with what to do when
 * one is missing. The helper probes them one by one; then one program runs
 * under all of them, since six working parts may still not make a box.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS, LAYERS, type RunReport } from '@letscode/core';
import { buildHelper } from './build.js';
import type { LayerCheck } from './contract.js';
import { type Frame, FrameDecoder } from './frames.js';
import { openSandbox } from './pool.js';
import { hostOf, remedyFor } from './remedies.js';

/** What is beyond the layers. Without it programs run all the same, so there is no remedy to follow. */
export interface ExtraCheck {
  name: string;
  ok: boolean;
  /** What it does, or why it isn't there. */
  detail: string;
}

export interface IsolationCheck {
  /** All six, in order. */
  layers: LayerCheck[];
  /** Empty when the helper could not be asked. */
  extras: ExtraCheck[];
}

/** Never throws: what can't be tried is a layer that is missing. */
export async function checkIsolation(): Promise<IsolationCheck> {
  let helperPath: string;
  try {
    helperPath = await buildHelper();
  } catch (error) {
    return allMissing(`not tried, the sandbox helper could not be built: ${textOf(error)}`, BUILD_TOOLS);
  }
  const checks = await probeIsolation([helperPath]);
  if (!checks.layers.every((check) => check.ok)) return checks;
  const problem = await runOnce();
  if (problem === undefined) return checks;
  const failed = {
    ok: false,
    detail: `each layer works, but /bin/true under all six failed: ${problem}`,
    remedy: REPORT_IT,
  };
  return {
    ...checks,
    layers: checks.layers.map((check) => (check.name === 'filesystem' ? { ...check, ...failed } : check)),
  };
}

export async function checkLayers(): Promise<LayerCheck[]> {
  return (await checkIsolation()).layers;
}

const BUILD_TOOLS = 'Install a C compiler and the headers: apt-get install gcc libc6-dev libseccomp-dev';
const REPORT_IT = 'Please report this message with the output of: uname -a';
/** Probes take milliseconds; this is for one that hangs, on a machine however busy. */
const PROBE_TIMEOUT_MS = 120_000;

function allMissing(detail: string, remedy: string): IsolationCheck {
  return { layers: LAYERS.map((name) => ({ name, ok: false, detail, remedy })), extras: [] };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Has a helper try each layer where it stands. Never throws.
 *
 * @param command the helper's path, after what puts it elsewhere (`unshare …`), if anything
 */
export function probeIsolation(command: readonly string[]): Promise<IsolationCheck> {
  const [file, ...words] = command as [string, ...string[]];
  return new Promise((resolve) => {
    execFile(
      file,
      [...words, 'check'],
      { env: {}, cwd: '/', encoding: 'buffer', timeout: PROBE_TIMEOUT_MS },
      (error, stdout, stderr) => {
        const frames = new FrameDecoder().push(stdout);
        const layers = frames.filter((frame) => frame.get('kind') === 'layer');
        if (layers.length === LAYERS.length) return resolve(isolationOf(frames));
        const said = stderr.toString().trim() || error?.message || 'it ended early';
        resolve(allMissing(`not tried, the sandbox helper gave no answer: ${said}`, REPORT_IT));
      },
    );
  });
}

function isolationOf(frames: Frame[]): IsolationCheck {
  const host = hostOf(frames.find((frame) => frame.get('kind') === 'host'));
  const told = (kind: string) =>
    frames
      .filter((frame) => frame.get('kind') === kind)
      .map((frame) => ({
        name: frame.get('name') ?? '',
        ok: frame.get('ok') === 'yes',
        detail: frame.get('detail') ?? '',
      }));
  const layers = LAYERS.map((name): LayerCheck => {
    const { ok, detail } = told('layer').find((check) => check.name === name) ?? { ok: false, detail: 'not tried' };
    return ok ? { name, ok, detail } : { name, ok, detail, remedy: remedyFor(name, detail, host) };
  });
  return { layers, extras: told('extra') };
}

/** One program under all layers; undefined when it ended as it should. */
async function runOnce(): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'letscode-check-'));
  try {
    const sandbox = await openSandbox({ laneCount: 1 });
    try {
      return problemOf(
        await sandbox.run({
          argv: ['/bin/true'],
          env: {},
          phase: 'run',
          profile: 'default',
          root: ['/bin/true', '/usr/lib', '/lib', '/lib64'],
          mounts: [],
          limits: DEFAULT_LIMITS,
          hostStdoutPath: join(folder, 'stdout'),
          hostStderrPath: join(folder, 'stderr'),
        }),
      );
    } finally {
      await sandbox.close();
    }
  } catch (error) {
    return textOf(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function problemOf(report: RunReport): string | undefined {
  if (report.exit.kind === 'exited' && report.exit.code === 0) return undefined;
  return JSON.stringify(report.exit);
}
