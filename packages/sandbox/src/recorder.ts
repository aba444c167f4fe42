/**
 * The recorder: runs programs as the sandbox does, but lets every system call
 * pass that their profile would end them for, and tells which calls they made.
 * For whoever writes a profile, never for a judge: its reports name no seccomp
 * layer, its helper is another program (native/recording.c), and it is not
 * exported by this package's index.
 *
 * One run at a time, in order of arrival. Each stopped call costs tens of
 * microseconds, so clocks are made ample here, and times mean nothing.
 */
import type { RunReport, RunSpec } from '@letscode/core';
import { buildHelper } from './build.js';
import { checkSpec } from './check-spec.js';
import { encodeFrame, type Frame } from './frames.js';
import { Helper } from './helper-process.js';
import { profileFileName, profileFrame } from './profiles.js';
import { faultReport, reportOf } from './report-frames.js';
import { encodeRun } from './run-frames.js';

/** What a profile says to a call; `beyond`: nothing, so in earnest the run would have ended there. */
type CallOutcome = 'allow' | 'quiet' | 'refuse' | 'beyond';

interface RecordedCall {
  /** The profile's file name, without `.json`. */
  profile: string;
  /** As in reports: `openat`, `i386:open`, `#999`. */
  call: string;
  /** Those of WATCHED_ARGUMENTS, in their order. */
  arguments: number[];
  outcome: CallOutcome;
  /** At least this often, and less than twice as often. */
  count: number;
}

export interface Recorder {
  /** As Sandbox.run, with times that mean nothing and no seccomp among the layers. */
  run(spec: RunSpec, signal?: AbortSignal): Promise<RunReport>;
  /** The calls of all runs that have ended since the last time. */
  take(): RecordedCall[];
  close(): Promise<void>;
}

/** Arguments that a profile may depend on, or that say what a call was for. */
export const WATCHED_ARGUMENTS: Readonly<Record<string, readonly number[]>> = {
  arch_prctl: [0],
  clone: [0],
  fcntl: [1],
  ioctl: [1],
  madvise: [2],
  membarrier: [0],
  memfd_create: [1],
  mknod: [1],
  mknodat: [2],
  mmap: [2],
  mprotect: [2],
  personality: [0],
  pipe2: [1],
  prctl: [0],
  prlimit64: [0, 1],
  sched_setscheduler: [1],
  seccomp: [0],
  socket: [0, 1],
  socketpair: [0, 1],
  unshare: [0],
};

const TIME_FACTOR = 20;
const MAX_TIME_MS = 3_600_000;

/** @throws LetscodeError `isolation_missing` when a layer other than seccomp can't be had on this machine */
export async function openRecorder(): Promise<Recorder> {
  const helperPath = await buildHelper({ recording: true });
  const recorder = new HelperRecorder();
  await recorder.start(helperPath);
  return recorder;
}

class HelperRecorder implements Recorder {
  #helper: Helper | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #settle: ((report: RunReport) => void) | undefined;
  #lastId = 0;
  #problem: string | undefined;
  readonly #profiles = new Set<string>();
  readonly #calls = new Map<string, RecordedCall>();

  async start(helperPath: string): Promise<void> {
    this.#helper = await Helper.start(helperPath, ['1'], {
      onFrame: (frame) => this.#take(frame),
      onEnd: (detail) => this.#settle?.(faultReport(detail)),
    });
  }

  run(spec: RunSpec, signal?: AbortSignal): Promise<RunReport> {
    const turn = this.#last.then(() => this.#runNow(spec, signal));
    this.#last = turn.catch(() => {});
    return turn;
  }

  take(): RecordedCall[] {
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    return calls;
  }

  async close(): Promise<void> {
    await this.#helper?.close();
  }

  async #runNow(spec: RunSpec, signal?: AbortSignal): Promise<RunReport> {
    checkSpec(spec);
    signal?.throwIfAborted();
    const profile = profileFileName(spec.profile, spec.phase);
    await this.#define(profile);
    const ample = (ms: number) => Math.min(ms * TIME_FACTOR, MAX_TIME_MS);
    const limits = {
      ...spec.limits,
      cpuTimeMs: ample(spec.limits.cpuTimeMs),
      wallTimeMs: ample(spec.limits.wallTimeMs),
    };
    const { ahead, ...whole } = spec;
    // A box that is forked is built under its filter, by calls that would be stopped before we can hear of them.
    const start = ahead?.how === 'started' ? { ahead } : {};
    const report = await new Promise<RunReport>((settle) => {
      this.#settle = settle;
      const placing = { id: String(++this.#lastId), lane: 0, profileName: profile, ioBytesPerSecond: undefined };
      this.#helper?.send(encodeRun('run', { ...whole, ...start, limits }, placing));
    });
    signal?.throwIfAborted();
    return { ...report, layers: report.layers.filter((layer) => layer !== 'seccomp') };
  }

  async #define(profile: string): Promise<void> {
    if (this.#profiles.has(profile)) return;
    const watches = Object.entries(WATCHED_ARGUMENTS).flatMap(([call, indices]) => indices.map((i) => `${call} ${i}`));
    const pairs = await profileFrame(profile);
    this.#helper?.send(
      encodeFrame([...pairs, ['record', 'yes'], ...watches.map((watch) => ['watch', watch] as const)]),
    );
    this.#profiles.add(profile);
  }

  #take(frame: Frame): void {
    if (frame.get('kind') === 'profile-error') this.#problem = frame.get('detail') ?? 'a profile was not taken';
    if (frame.get('kind') === 'report')
      this.#settle?.(this.#problem === undefined ? reportOf(frame) : faultReport(this.#problem));
    if (frame.get('kind') !== 'recorded') return;
    const told = (key: string) => frame.get(key) ?? '';
    const words = told('arguments').split(' ').filter(Boolean).map(Number);
    const key = [told('id'), told('profile'), told('outcome'), told('call'), ...words].join(' ');
    this.#calls.set(key, {
      profile: told('profile'),
      call: told('call'),
      arguments: words,
      outcome: told('outcome') as CallOutcome,
      count: frame.number('count'),
    });
  }
}
