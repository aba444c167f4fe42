/**
 * Runs: one program in the sandbox, from what it is given to what is reported.
 *
 * The judge asks with a RunSpec and reads a RunReport; the sandbox does the
 * rest. Both sides meet only in these types. A report states facts (ExitReason,
 * usage, violations, layers in force); what they mean for a user is verdict.ts.
 *
 * Paths: `host…` are on the machine, `box…` are inside the sandbox. Inside:
 *   /        read-only, made of the toolchain folders in `root` and nothing else
 *   /work    tmpfs, writable, the working folder     /tmp   tmpfs, writable
 *   mounts   read-only folders of the caller, such as the source or the artifact
 */
import { z } from 'zod';
import type { Limits, Usage } from './limits.js';

/** How a run ended, as the kernel and the limits saw it. */
export type ExitReason =
  | { kind: 'exited'; code: number }
  | { kind: 'signaled'; signal: string }
  | { kind: 'cpu-limit' }
  | { kind: 'wall-limit' }
  | { kind: 'idle-limit' }
  | { kind: 'memory-limit' }
  | { kind: 'output-limit' }
  /** Killed by seccomp for a system call that no program of this language needs. */
  | { kind: 'syscall-refused'; syscall: string }
  /** Ours: the box could not be built or was lost. The step and the errno are in `detail`. */
  | { kind: 'sandbox-fault'; detail: string };

export const violationSchema = z.strictObject({
  type: z.enum(['syscall', 'network', 'filesystem', 'resource']),
  /** The system call by name, when one was refused. */
  syscall: z.string().optional(),
  detail: z.string(),
  /** How often, when it was counted. */
  count: z.int().min(1).optional(),
});

export type Violation = z.infer<typeof violationSchema>;

/** The isolation layers, in the seed's order; a report lists those really in force. */
export const LAYERS = ['application', 'namespaces', 'cgroups', 'seccomp', 'filesystem', 'network'] as const;

export const layerSchema = z.enum(LAYERS);

export type Layer = z.infer<typeof layerSchema>;

export type Phase = 'compile' | 'run';

/** A read-only folder or file of the host, seen at `boxPath` in the box. */
export interface Mount {
  hostPath: string;
  boxPath: string;
}

export interface RunSpec {
  /** The program and its arguments; argv[0] is an absolute path inside the box. */
  argv: string[];
  /** The whole environment of the program: an allow-list, nothing is inherited. */
  env: Record<string, string>;
  phase: Phase;
  /** Name of the seccomp profile, e.g. `cpp`; the phase selects its variant. */
  profile: string;
  /** Toolchain folders and files of the host, mounted read-only at the same path. */
  root: string[];
  /** The caller's read-only folders. */
  mounts: Mount[];
  /** Working folder inside the box; /work when absent. */
  boxCwd?: string;
  /**
   * Starts the program before its run is known, in a box like any other and once for each run: `argv` is the same command,
   * with what makes it wait (packages/languages/native/start.h) until the run's mounts and input are in place. Boxes that
   * wait are kept apart by all of this field. A sandbox that can't do so runs `argv` of the spec as if this were absent.
   */
  ahead?: {
    argv: string[];
    /** The whole environment with which it starts: that of the spec, and what the starter hides again. */
    env: Record<string, string>;
    /** Read-only folders that are there from the start. */
    mounts: Mount[];
    /** `started`: by execve, in its box. `forked`: from an interpreter that has started already, into a box of its own. */
    how: 'started' | 'forked';
  };
  limits: Limits;
  /** A regular file of the host that becomes standard input; empty input when absent. */
  hostStdinPath?: string;
  /**
   * Files that the sandbox makes anew (never follows or overwrites) and fills, up to `limits.outputBytes` each.
   * They are made when the first byte comes: what a run didn't print, by `usage`, has no file.
   */
  hostStdoutPath: string;
  hostStderrPath: string;
  /** Copies regular files from /work out of the box after the program has ended, links and devices never. */
  collect?: {
    /** An existing folder of the host. */
    hostPath: string;
    /** Folder inside the box; only /work or below. */
    boxPath: string;
    maxBytes: number;
    maxFiles: number;
  };
}

export interface RunReport {
  exit: ExitReason;
  usage: Usage;
  stdoutTruncated: boolean;
  stderrTruncated: boolean;
  violations: Violation[];
  layers: Layer[];
  rates: RunRates;
  /** What is in force beyond the six layers, where the kernel has it. */
  extras: Extra[];
}

/** Belts against side channels and holes of the kernel; none of them is needed for a layer. */
export const EXTRAS = ['landlock', 'speculation-control', 'core-scheduling'] as const;

export type Extra = (typeof EXTRAS)[number];

/** For anomaly detection. */
export interface RunRates {
  /** System calls of the whole tree, from exec to its end; absent where this machine can't count them. */
  syscallCount?: number;
  syscallsPerSecond?: number;
  /** The steepest growth of memory between two looks, or from start to peak in a run too short for looks. */
  memoryGrowthBytesPerSecond: number;
}
