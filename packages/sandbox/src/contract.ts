/**
 * The sandbox as the apps see it. A backend runs one program per call under all
 * six layers or not at all; the report names the layers really in force.
 */
import type { Layer, RunReport, RunSpec } from '@letscode/core';

export interface SandboxOptions {
  /** Runs side by side; further calls wait in order. */
  laneCount: number;
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
