/**
 * The sandbox: lanes over one helper process.
 *
 *   waiting ──lane free──▶ running ──report──▶ resolved
 *      │                      ├─abort──▶ killed ──report──▶ rejected with the signal's reason
 *      └─abort──▶ rejected    └─helper ends──▶ resolved as sandbox-fault; the next run starts a new helper
 *
 * Runs wait in order of arrival. A lane is a slot of the helper: its user ids,
 * its cgroups and its empty network belong to one run at a time.
 */
import { LetscodeError, type RunReport, type RunSpec } from '@letscode/core';
import { buildHelper } from './build.js';
import type { Sandbox, SandboxOptions } from './contract.js';
import { encodeFrame, type Frame } from './frames.js';
import { Helper } from './helper-process.js';
import { profileFileName, profileFrame } from './profiles.js';
import { checkSpec, encodeRun, faultReport, reportOf } from './run-frames.js';

export interface OpenSandboxOptions extends SandboxOptions {
  /** An already built helper; built from the sources when absent. */
  helperPath?: string;
}

interface OpenRun {
  lane: number;
  settle(report: RunReport | 'aborted'): void;
}

interface ActiveHelper {
  helper: Helper;
  profiles: Set<string>;
  runs: Map<string, OpenRun>;
  /** How it ended; a run begun on it after that would never settle. */
  end?: string;
}

const MAX_LANES = 64;

/**
 * Starts the sandbox with one helper.
 *
 * @throws LetscodeError `isolation_missing` when a layer can't be had on this machine; the message names the remedy
 */
export async function openSandbox(options: OpenSandboxOptions): Promise<Sandbox> {
  if (!Number.isInteger(options.laneCount) || options.laneCount < 1 || options.laneCount > MAX_LANES) {
    throw new LetscodeError(
      'bad_setting',
      `The number of lanes must be from 1 to ${MAX_LANES}, not ${options.laneCount}.`,
    );
  }
  const pool = new NativeSandbox(options.helperPath ?? (await buildHelper()), options.laneCount);
  await pool.start();
  return pool;
}

class NativeSandbox implements Sandbox {
  readonly #helperPath: string;
  readonly #laneCount: number;
  readonly #freeLanes: number[];
  readonly #waiting: ((lane: number) => void)[] = [];
  #active: Promise<ActiveHelper> | undefined;
  #lastId = 0;
  #closed = false;

  constructor(helperPath: string, laneCount: number) {
    this.#helperPath = helperPath;
    this.#laneCount = laneCount;
    this.#freeLanes = Array.from({ length: laneCount }, (_, i) => laneCount - 1 - i);
  }

  async start(): Promise<void> {
    await this.#helper();
  }

  /** For tests that kill it. */
  async helperPid(): Promise<number | undefined> {
    return (await this.#helper()).helper.pid;
  }

  async run(spec: RunSpec, signal?: AbortSignal): Promise<RunReport> {
    checkSpec(spec);
    const profileName = profileFileName(spec.profile, spec.phase);
    signal?.throwIfAborted();
    if (this.#closed) return faultReport('the sandbox is closed');
    const lane = await this.#takeLane(signal);
    try {
      return await this.#runOn(lane, profileName, spec, signal);
    } finally {
      this.#giveLane(lane);
    }
  }

  runJoined(): Promise<never> {
    return Promise.reject(new LetscodeError('internal', 'joined runs are not there yet'));
  }

  async warm(): Promise<void> {}

  async close(): Promise<void> {
    this.#closed = true;
    const active = await this.#active?.catch(() => undefined);
    await active?.helper.close();
  }

  async #runOn(lane: number, profileName: string, spec: RunSpec, signal?: AbortSignal): Promise<RunReport> {
    if (this.#closed) return faultReport('the sandbox is closed'); // before #helper, which would start another
    let active: ActiveHelper;
    try {
      active = await this.#helper();
      await this.#defineProfile(active, profileName);
    } catch (error) {
      return faultReport(error instanceof Error ? error.message : String(error));
    }
    signal?.throwIfAborted();
    if (this.#closed) return faultReport('the sandbox is closed');
    if (active.end !== undefined) return faultReport(active.end);
    const id = String(++this.#lastId);
    const frame = encodeRun(id, lane, profileName, spec);
    const kill = () =>
      active.helper.send(
        encodeFrame([
          ['kind', 'kill'],
          ['id', id],
        ]),
      );
    const outcome = await new Promise<RunReport | 'aborted'>((settle) => {
      active.runs.set(id, { lane, settle });
      signal?.addEventListener('abort', kill, { once: true });
      active.helper.send(frame);
    });
    signal?.removeEventListener('abort', kill);
    if (signal?.aborted) throw signal.reason;
    return outcome === 'aborted' ? faultReport('the sandbox was closed') : outcome;
  }

  /** The running helper, or a new one. */
  #helper(): Promise<ActiveHelper> {
    if (!this.#active) {
      const active = this.#startHelper();
      this.#active = active;
      active.catch(() => {
        if (this.#active === active) this.#active = undefined;
      });
    }
    return this.#active;
  }

  async #startHelper(): Promise<ActiveHelper> {
    const runs: ActiveHelper['runs'] = new Map();
    let active: ActiveHelper | undefined;
    let end: string | undefined;
    const helper = await Helper.start(this.#helperPath, this.#laneCount, {
      onFrame: (frame) => settleRun(runs, frame),
      onEnd: (detail) => {
        end = detail;
        if (active) active.end = detail;
        this.#active = undefined;
        for (const run of runs.values()) run.settle(faultReport(detail));
        runs.clear();
      },
    });
    if (end !== undefined) throw new LetscodeError('sandbox_fault', end);
    active = { helper, profiles: new Set(), runs };
    return active;
  }

  async #defineProfile(active: ActiveHelper, name: string): Promise<void> {
    if (active.profiles.has(name)) return;
    const frame = await profileFrame(name);
    if (active.profiles.has(name)) return;
    active.profiles.add(name);
    active.helper.send(encodeFrame(frame));
  }

  #takeLane(signal?: AbortSignal): Promise<number> {
    const free = this.#freeLanes.pop();
    if (free !== undefined) return Promise.resolve(free);
    return new Promise((resolve, reject) => {
      const take = (lane: number) => {
        signal?.removeEventListener('abort', leave);
        resolve(lane);
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(signal?.reason);
      };
      this.#waiting.push(take);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  #giveLane(lane: number): void {
    const next = this.#waiting.shift();
    if (next) next(lane);
    else this.#freeLanes.push(lane);
  }
}

function settleRun(runs: Map<string, OpenRun>, frame: Frame): void {
  if (frame.get('kind') !== 'report') return;
  const id = frame.get('id') ?? '';
  const run = runs.get(id);
  runs.delete(id);
  run?.settle(frame.get('exit') === 'aborted' ? 'aborted' : reportOf(frame));
}
