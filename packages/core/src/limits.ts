/**
 * Limits and usage: what a run may take and what it took.
 *
 * Three kinds of time are kept apart: *CPU time* (of the whole process tree),
 * which decides verdicts, *wall time*, which has its own larger limit so that a
 * busy machine never decides, and idleness, which the two together show.
 *
 * Integers only: milliseconds and bytes. All limits are inclusive.
 *
 * Pure: no I/O, no clock. Safe to import in a browser.
 */
import { z } from 'zod';

const MIB = 1024 * 1024;

export const limitsSchema = z.strictObject({
  /** CPU time of the whole process tree, user + system. */
  cpuTimeMs: z.int().min(1),
  /** Time on the wall clock, less what the program spent waiting for a core. */
  wallTimeMs: z.int().min(1),
  /** Memory of the whole tree, tmpfs files included. */
  memoryBytes: z.int().min(MIB),
  /** Standard output; standard error has the same cap, but only stdout's decides a verdict. */
  outputBytes: z.int().min(0),
  /** Processes and threads alive at once. */
  processCount: z.int().min(1),
  /** Bytes that may be written to /work and /tmp each. */
  diskBytes: z.int().min(0),
  /** Files and folders that may be made in /work and in /tmp; 16384 when absent. */
  inodeCount: z.int().min(1).optional(),
  /** Time in which the program neither computes nor waits for a core; no limit of its own when absent. */
  idleTimeMs: z.int().min(1).optional(),
  /** Memory above which a machine short of memory takes it back first; half of `memoryBytes` when absent. */
  softMemoryBytes: z.int().min(MIB).optional(),
  /** Bytes a second from and to each block device; the sandbox's setting when absent. */
  ioBytesPerSecond: z.int().min(1).optional(),
});

export type Limits = z.infer<typeof limitsSchema>;

/** The seed's figures: 5 s, 512 MB, 50 processes, 100 MB of work folder. */
export const DEFAULT_LIMITS: Limits = {
  cpuTimeMs: 5_000,
  wallTimeMs: 15_000,
  memoryBytes: 512 * MIB,
  outputBytes: 64 * MIB,
  processCount: 50,
  diskBytes: 100 * MIB,
};

/** What a compiler may take. A C++ template bomb ends here, an honest program far earlier. */
export const COMPILE_LIMITS: Limits = {
  cpuTimeMs: 30_000,
  wallTimeMs: 60_000,
  memoryBytes: 1024 * MIB,
  outputBytes: 256 * 1024,
  processCount: 100,
  diskBytes: 256 * MIB,
  /** One that reads from a pipe which nobody fills, such as /proc/self/fd/1. */
  idleTimeMs: 10_000,
};

/**
 * The wall-clock limit that belongs to a CPU-time limit: three times as long plus two seconds,
 * so that a program that sleeps or waits ends, and one that merely shares its core doesn't.
 */
export function wallLimitMs(cpuTimeMs: number): number {
  return cpuTimeMs * 3 + 2_000;
}

/** What a run took. Peak memory; output counted before any truncation. */
export const usageSchema = z.strictObject({
  cpuTimeMs: z.int().min(0),
  wallTimeMs: z.int().min(0),
  memoryBytes: z.int().min(0),
  stdoutBytes: z.int().min(0),
  stderrBytes: z.int().min(0),
  /** Wall time less CPU time and less the waits for a core: sleeping, or waiting for something that never comes. */
  idleTimeMs: z.int().min(0).optional(),
});

export type Usage = z.infer<typeof usageSchema>;
