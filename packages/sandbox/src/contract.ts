/**
 * The sandbox as the apps see it. A backend runs one program per call under all
 * six layers or not at all; the report names the layers really in force.
 */
import type { Layer, Limits, RunReport, RunSpec } from '@letscode/core';

/**
 * How a lane shares the processors. Limits are on CPU time, so it never changes a verdict.
 *   dense      half a core for each lane, by quota: more programs than cores
 *   dedicated  a core for each lane, the program pinned to it
 *   shared     no quota and no pinning: the kernel places the program
 */
export type CpuPreset = 'dense' | 'dedicated' | 'shared';

export interface SandboxOptions {
  /** Runs side by side; further calls wait in order. */
  laneCount: number;
  /** `dedicated` when absent. */
  cpuPreset?: CpuPreset;
  /** The most that a program may ask for in its run; a spec beyond it is refused with a message that names the limit. */
  bounds?: Partial<Limits>;
  /** Bytes a second from and to each block device; 10 MB/s when absent. A run may ask for less or, within `bounds`, for more. */
  ioBytesPerSecond?: number;
}

/**
 * Two programs at once, each one's standard output the other's standard input. `hostStdinPath` must be absent in both;
 * `hostStdoutPath` of each receives a copy of what it sent, up to `recordBytes`, whether or not the other has read it.
 */
export interface JoinedRuns {
  first: RunSpec;
  second: RunSpec;
  /** How much of the traffic of each direction is kept; what exceeds it still flows, up to `limits.outputBytes`. */
  recordBytes: number;
  /** Receives the order of the traffic: one line a message, `> BYTES` from first to second, `< BYTES` back, `>.`/`<.` the end of one. */
  hostTranscriptPath?: string;
}

export interface JoinedReports {
  first: RunReport;
  second: RunReport;
  /** Which of the two ended first; the other may have failed because of it. */
  endedFirst: 'first' | 'second';
}

export interface Sandbox {
  /**
   * Runs one program to its end. A program that misbehaves is a result; a box that could not be
   * built or was lost, or whose output the host could not take, is `exit.kind === 'sandbox-fault'`.
   * Rejects only for a spec that is malformed.
   *
   * `spec.collect` is served after every exit of the program's own, with any code; not when a limit, a
   * signal or a refused call ended it. A bound that stopped it is a violation of type `resource`.
   * The wall limit leaves out the time that the program spent waiting for a core; `usage.wallTimeMs` doesn't.
   *
   * @param signal kills the run; the promise then rejects with the signal's reason
   */
  run(spec: RunSpec, signal?: AbortSignal): Promise<RunReport>;
  /** Takes two lanes. Rejects as `run` does. */
  runJoined(pair: JoinedRuns, signal?: AbortSignal): Promise<JoinedReports>;
  /**
   * Prepares for runs like this one, of which only the input, the arguments and the limits may differ.
   * Resolves when as many boxes as asked for, and as there is room for, are ready. Never needed: `run` does the same by itself.
   */
  warm(spec: RunSpec, count: number): Promise<void>;
  /** Kills what runs, removes what the sandbox made: processes, mounts, cgroups, folders. */
  close(): Promise<void>;
}

/** One layer, tried on this machine. */
export interface LayerCheck {
  name: Layer;
  ok: boolean;
  /** What was tried and what the kernel said. */
  detail: string;
  /** What to do when not ok. */
  remedy?: string;
}
