/**
 * Whether Run may try the browser first. Only what the browser can judge as the server would: one run and one
 * comparison by the default checker, in a language of the tier, with memory that a page can have.
 */
import type { CustomTest, ProblemDetail } from '@letscode/core';

const MIB = 1024 * 1024;

/** A page can't be relied on to give a program less than this, or to measure it. */
const MIN_MEMORY_BYTES = 64 * MIB;

type Facts = Pick<ProblemDetail, 'kind' | 'comparison' | 'limits' | 'languages'>;

export function mayRunInBrowser(problem: Facts, language: string, tests: readonly CustomTest[]): boolean {
  if (problem.kind?.interactive || problem.kind?.multiPass) return false;
  if (problem.languages && !problem.languages.includes(language)) return false;
  if (problem.limits.memoryBytes < MIN_MEMORY_BYTES) return false;
  return problem.comparison !== undefined || tests.every(({ expected }) => expected === undefined);
}
