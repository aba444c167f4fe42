/**
 * The sandbox: lanes over one helper process.
 *
 *   waiting ──lane free──▶ running ──report──▶ resolved
 *      │                      ├─abort──▶ killed ──report──▶ rejected with the signal's reason
 *      └─abort──▶ rejected    └─helper ends──▶ resolved as sandbox-fault; the next run starts a new helper
 *
 * Runs wait in order of arrival (lanes.ts). The helper prepares boxes ahead by itself; a lane only says how many runs go
 * side by side, and on which core.
 */
import { existsSync } from 'node:fs';
import { LetscodeError, type Limits, type RunReport, type RunSpec } from '@letscode/core';
import { buildHelper } from './build.js';
import { checkBounds, checkSpec } from './check-spec.js';
import type { CpuPreset, JoinedReports, JoinedRuns, Sandbox, SandboxOptions } from './contract.js';
import { encodeFrame, type Frame, type Pair } from './frames.js';
import { Helper } from './helper-process.js';
import { Lanes } from './lanes.js';
import { profileFileName, profileFrame } from './profiles.js';
import { faultReport, reportOf } from './report-frames.js';
import { encodeRun } from './run-frames.js';

export interface OpenSandboxOptions extends SandboxOptions {
  /** An already built helper; built from the sources when absent. */
  helperPath?: string;
}

interface OpenRun {
  settle(outcome: Frame | 'aborted' | { fault: string }): void;
}

interface ActiveHelper {
  helper: Helper;
  profiles: Set<string>;
  runs: Map<string, OpenRun>;
  warmings: Map<string, () => void>;
  /** How it ended; a run begun on it after that would never settle. */
  end?: string;
}

const MAX_LANES = 64;
/** The seed's figure. */
const IO_BYTES_PER_SECOND = 10_000_000;
/** A compiler reads much more of the toolchain than any program, and is trusted with it. */
const COMPILE_IO_FACTOR = 20;

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
  const pool = new NativeSandbox(options.helperPath ?? (await buildHelper()), options);
  await pool.start();
  return pool;
}

class NativeSandbox implements Sandbox {
  readonly #helperPath: string;
  readonly #laneCount: number;
  readonly #cpuPreset: CpuPreset;
  readonly #bounds: Partial<Limits>;
  readonly #ioBytesPerSecond: number;
  readonly #lanes: Lanes;
  readonly #forkLibraryPath: string | undefined;
  #active: Promise<ActiveHelper> | undefined;
  #lastId = 0;
  #closed = false;

  constructor(helperPath: string, options: SandboxOptions) {
    this.#helperPath = helperPath;
    this.#laneCount = options.laneCount;
    this.#cpuPreset = options.cpuPreset ?? 'dedicated';
    this.#bounds = options.bounds ?? {};
    this.#ioBytesPerSecond = options.ioBytesPerSecond ?? IO_BYTES_PER_SECOND;
    this.#lanes = new Lanes(options.laneCount);
    const library = helperPath.replace(/letscode-box-(\w+)$/, 'letscode-fork-$1.so');
    this.#forkLibraryPath = library !== helperPath && existsSync(library) ? library : undefined;
  }

  async start(): Promise<void> {
    await this.#helper();
  }

  /** For tests that kill it. */
  async helperPid(): Promise<number | undefined> {
    return (await this.#helper()).helper.pid;
  }

  async run(spec: RunSpec, signal?: AbortSignal): Promise<RunReport> {
    this.#check(spec);
    signal?.throwIfAborted();
    return this.#inLanes(1, signal, async ([lane = 0]) => {
      const active = await this.#readyFor([spec]);
      if (typeof active === 'string') return faultReport(active);
      signal?.throwIfAborted();
      return reportFrom(await this.#start(active, spec, lane, [], { kill: signal, reject: signal }));
    });
  }

  async runJoined(pair: JoinedRuns, signal?: AbortSignal): Promise<JoinedReports> {
    const specs = [pair.first, pair.second];
    for (const spec of specs) {
      this.#check(spec);
      if (spec.hostStdinPath !== undefined) throw new LetscodeError('internal', 'malformed run: joined, with an input');
    }
    signal?.throwIfAborted();
    return this.#inLanes(Math.min(2, this.#laneCount), signal, async ([lane = 0, otherLane = lane]) => {
      const active = await this.#readyFor(specs);
      if (typeof active === 'string') return joinedFault(active);
      signal?.throwIfAborted();
      return this.#runPair(active, pair, [lane, otherLane], signal);
    });
  }

  async #runPair(
    active: ActiveHelper,
    { first, second, recordBytes, hostTranscriptPath }: JoinedRuns,
    [lane, otherLane]: [number, number],
    signal?: AbortSignal,
  ): Promise<JoinedReports> {
    const more: Pair[] = [
      ['join', String(++this.#lastId)],
      ['record-bytes', String(recordBytes)],
    ];
    if (hostTranscriptPath !== undefined) more.push(['transcript', hostTranscriptPath]);
    // One that never began takes the other with it, since that would wait for ever.
    const lost = new AbortController();
    const ending = signal ? AbortSignal.any([signal, lost.signal]) : lost.signal;
    const start = async (spec: RunSpec, at: number, role: Pair[]) => {
      const outcome = await this.#start(active, spec, at, [...more, ...role], { kill: ending, reject: signal });
      const report = reportFrom(outcome);
      if (report.exit.kind === 'sandbox-fault') lost.abort();
      return { report, endedNs: 'fault' in outcome ? 0 : outcome.number('ended-ns') };
    };
    const [one, other] = await Promise.all([
      start(first, lane, []),
      start(second, otherLane, [['join-second', 'yes']]),
    ]);
    return {
      first: one.report,
      second: other.report,
      endedFirst: whoEndedFirst(one, other),
    };
  }

  async warm(spec: RunSpec, count: number): Promise<void> {
    this.#check(spec);
    if (this.#closed) return;
    const active = await this.#readyFor([spec]);
    if (typeof active === 'string') return;
    // A forked box serves its own lane only; any other serves all.
    const lanes = spec.ahead?.how === 'forked' ? Array.from({ length: this.#laneCount }, (_, lane) => lane) : [0];
    await Promise.all(lanes.map((lane) => this.#warmLane(active, spec, lane, Math.ceil(count / lanes.length))));
  }

  #warmLane(active: ActiveHelper, spec: RunSpec, lane: number, count: number): Promise<void> {
    const id = String(++this.#lastId);
    return new Promise<void>((resolve) => {
      active.warmings.set(id, resolve);
      active.helper.send(encodeRun('warm', spec, this.#placing(id, lane, spec, [['count', String(count)]])));
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const active = await this.#active?.catch(() => undefined);
    await active?.helper.close();
  }

  #check(spec: RunSpec): void {
    checkSpec(spec);
    if (spec.phase === 'run') checkBounds(spec.limits, this.#bounds); // compilers have the operator's own limits
    profileFileName(spec.profile, spec.phase);
  }

  async #inLanes<T>(count: number, signal: AbortSignal | undefined, work: (lanes: number[]) => Promise<T>): Promise<T> {
    const lanes = await this.#lanes.take(count, signal);
    try {
      return await work(lanes);
    } finally {
      this.#lanes.give(lanes);
    }
  }

  /** A helper that knows these specs' profiles; a string says why there is none. */
  async #readyFor(specs: readonly RunSpec[]): Promise<ActiveHelper | string> {
    if (this.#closed) return 'the sandbox is closed'; // before #helper, which would start another
    try {
      const active = await this.#helper();
      for (const spec of specs) await this.#defineProfile(active, profileFileName(spec.profile, spec.phase));
      return this.#closed ? 'the sandbox is closed' : (active.end ?? active);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** @param signals `kill` ends the run; it is an error only when `reject` is aborted, whose reason is thrown */
  async #start(
    active: ActiveHelper,
    spec: RunSpec,
    lane: number,
    more: Pair[],
    signals: { kill: AbortSignal | undefined; reject: AbortSignal | undefined },
  ): Promise<Frame | { fault: string }> {
    const id = String(++this.#lastId);
    const frame = encodeRun('run', spec, this.#placing(id, lane, spec, more));
    const kill = () =>
      active.helper.send(
        encodeFrame([
          ['kind', 'kill'],
          ['id', id],
        ]),
      );
    const outcome = await new Promise<Frame | 'aborted' | { fault: string }>((settle) => {
      active.runs.set(id, { settle });
      signals.kill?.addEventListener('abort', kill, { once: true });
      active.helper.send(frame);
      if (signals.kill?.aborted) kill();
    });
    signals.kill?.removeEventListener('abort', kill);
    if (signals.reject?.aborted) throw signals.reject.reason;
    return outcome === 'aborted' ? { fault: 'the run was ended from outside' } : outcome;
  }

  #placing(id: string, lane: number, spec: RunSpec, more: Pair[]) {
    return {
      id,
      lane,
      more,
      profileName: profileFileName(spec.profile, spec.phase),
      forkLibraryPath: this.#forkLibraryPath,
      ioBytesPerSecond: this.#ioBytesPerSecond * (spec.phase === 'compile' ? COMPILE_IO_FACTOR : 1),
    };
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
    const warmings: ActiveHelper['warmings'] = new Map();
    let active: ActiveHelper | undefined;
    let end: string | undefined;
    const helper = await Helper.start(this.#helperPath, [String(this.#laneCount), this.#cpuPreset], {
      onFrame: (frame) => {
        if (frame.get('kind') === 'report') settleRun(runs, frame);
        if (frame.get('kind') === 'warmed') settleWarming(warmings, frame.get('id') ?? '');
      },
      onEnd: (detail) => {
        end = detail;
        if (active) active.end = detail;
        this.#active = undefined;
        for (const run of runs.values()) run.settle({ fault: detail });
        for (const id of [...warmings.keys()]) settleWarming(warmings, id);
        runs.clear();
      },
    });
    if (end !== undefined) throw new LetscodeError('sandbox_fault', end);
    active = { helper, profiles: new Set(), runs, warmings };
    return active;
  }

  async #defineProfile(active: ActiveHelper, name: string): Promise<void> {
    if (active.profiles.has(name)) return;
    const frame = await profileFrame(name);
    if (active.profiles.has(name)) return;
    active.profiles.add(name);
    active.helper.send(encodeFrame(frame));
  }
}

function settleRun(runs: Map<string, OpenRun>, frame: Frame): void {
  const id = frame.get('id') ?? '';
  const run = runs.get(id);
  runs.delete(id);
  run?.settle(frame.get('exit') === 'aborted' ? 'aborted' : frame);
}

function settleWarming(warmings: Map<string, () => void>, id: string): void {
  const resolve = warmings.get(id);
  warmings.delete(id);
  resolve?.();
}

function reportFrom(outcome: Frame | { fault: string }): RunReport {
  return 'fault' in outcome ? faultReport(outcome.fault) : reportOf(outcome);
}

interface End {
  report: RunReport;
  endedNs: number;
}

/** A broken pipe is the other's doing, however close together the two ends are. */
function whoEndedFirst(first: End, second: End): 'first' | 'second' {
  const isCutOff = ({ report: { exit } }: End) => exit.kind === 'signaled' && exit.signal === 'SIGPIPE';
  if (isCutOff(first) !== isCutOff(second)) return isCutOff(first) ? 'second' : 'first';
  return first.endedNs <= second.endedNs ? 'first' : 'second';
}

function joinedFault(detail: string): JoinedReports {
  return { first: faultReport(detail), second: faultReport(detail), endedFirst: 'first' };
}
