/**
 * The time limit of a package that names none: a multiple of the time that the slowest of its own good
 * submissions takes, rounded up. Legacy: 5 times; 2023-07 and later: 2 times, where the package says nothing else.
 *
 * Times are those of the fastest language: what a definition gives a language in addition (timeFactor) is taken off
 * again, since every limit is multiplied by it.
 */
import { wallLimitMs } from '@letscode/core';
import type { LanguageDefinition } from '@letscode/languages';
import type { PackageLimits, PackageSubmission } from '@letscode/problem-package';
import type { JudgeOutcome, JudgingTask } from '../contract.js';

/** What a submission may take while its time is not known to be too long. */
export const DERIVING_LIMIT_MS = 60_000;

const LEAST_LIMIT_MS = 1_000;
const ACCEPTED_TO_LIMIT = 5;
const RESOLUTION_MS = 1_000;

export interface TimedSubmission {
  submission: string;
  /** Of its slowest test, less its language's share. */
  cpuTimeMs: number;
}

/** The least limit that leaves a submission with this time enough. */
export function limitFor(slowestCpuTimeMs: number, limits: PackageLimits): number {
  const { acceptedToLimit = ACCEPTED_TO_LIMIT, limitResolutionMs = RESOLUTION_MS } = limits;
  const steps = Math.ceil((slowestCpuTimeMs * acceptedToLimit) / limitResolutionMs - 1e-9);
  return Math.max(LEAST_LIMIT_MS, Math.max(1, steps) * limitResolutionMs);
}

/** The same task with another time limit. */
export function withTimeLimit(task: JudgingTask, cpuTimeMs: number): JudgingTask {
  return { ...task, limits: { ...task.limits, cpuTimeMs, wallTimeMs: wallLimitMs(cpuTimeMs) } };
}

export function timeOf(outcome: Pick<JudgeOutcome, 'verdict'>, language: LanguageDefinition): number {
  return outcome.verdict.maxCpuTimeMs / language.run.limits.timeFactor;
}

/** Whether the time limit has to leave this submission time enough. */
export function boundsFromBelow({ boundsTimeLimit, usedForTimeLimit, expected }: PackageSubmission): boolean {
  if (usedForTimeLimit === false) return false;
  return boundsTimeLimit === undefined ? String(expected) === 'Accepted' : boundsTimeLimit === 'lower';
}

/** Whether the time limit has to stop this submission. */
export function boundsFromAbove({ boundsTimeLimit, usedForTimeLimit }: PackageSubmission): boolean {
  return usedForTimeLimit !== false && boundsTimeLimit === 'upper';
}
