/**
 * Verdicts: what the judge says about one test case, and how many become one.
 *
 * Three questions that other judges mix are kept apart here:
 *   ExitReason  what the kernel saw          (run.ts; a fact, never an opinion)
 *   Verdict     what that means for the user (this file)
 *   Stage       how far the submission got   (submission.ts)
 *
 * A run may break several rules; the first in PRECEDENCE is reported. Our own
 * faults come first, so that a user is never blamed for them, then causes
 * before symptoms: an out-of-memory kill is also a signal.
 *
 * Pure: no I/O, no clock. Safe to import in a browser.
 */
import { z } from 'zod';
import type { Limits, Usage } from './limits.js';
import type { ExitReason } from './run.js';

/** Every verdict, most telling first: of the rules one run breaks, the first named here is reported. */
export const PRECEDENCE = [
  'Internal Error',
  'Compilation Error',
  'Security Violation',
  'Memory Limit Exceeded',
  'Time Limit Exceeded',
  'Output Limit Exceeded',
  'Runtime Error',
  'Wrong Answer',
  'Presentation Error',
  'Partially Correct',
  'Accepted',
  'Skipped',
] as const;

export const verdictSchema = z.enum(PRECEDENCE);

export type Verdict = z.infer<typeof verdictSchema>;

/** The verdict of `verdicts` that stands first in PRECEDENCE; an empty list is our own fault. */
export function gravestVerdict(verdicts: readonly Verdict[]): Verdict {
  return PRECEDENCE.find((verdict) => verdicts.includes(verdict)) ?? 'Internal Error';
}

/**
 * The verdict of an unscored submission: that of its first test, in order, that is not Accepted.
 *
 * @param verdicts of the tests that ran, in the problem's order; Skipped ones don't count
 * @returns Accepted only when at least one test ran and every one that ran was Accepted
 */
export function verdictOfTests(verdicts: readonly Verdict[]): Verdict {
  const ran = verdicts.filter((verdict) => verdict !== 'Skipped');
  if (ran.length === 0) return 'Internal Error';
  return ran.find((verdict) => verdict !== 'Accepted') ?? 'Accepted';
}

/**
 * Judges a finished run by its limits and its exit alone; the output is unread.
 *
 * Usage is compared again although the sandbox enforces limits: a program may
 * finish past its limit before the next look, and only this comparison sees it.
 * Wall time is left to the sandbox, which alone knows how much of it the program
 * spent waiting for a core: on a busy machine much wall time proves nothing.
 *
 * @param limits what the run was given, in ms and bytes; inclusive
 * @param usage  what it took, same units
 * @returns a verdict, or `undefined` when the checker must decide
 *
 * Never throws: a program that misbehaves is a result, not an error.
 */
export function verdictOfRun(exit: ExitReason, usage: Usage, limits: Limits): Verdict | undefined {
  const broken: Verdict[] = [];
  if (usage.memoryBytes > limits.memoryBytes) broken.push('Memory Limit Exceeded');
  if (usage.cpuTimeMs > limits.cpuTimeMs) broken.push('Time Limit Exceeded');
  if (usage.stdoutBytes > limits.outputBytes) broken.push('Output Limit Exceeded');
  const byExit = verdictOfExit(exit);
  if (byExit) broken.push(byExit);
  return broken.length > 0 ? gravestVerdict(broken) : undefined;
}

function verdictOfExit(exit: ExitReason): Verdict | undefined {
  switch (exit.kind) {
    case 'exited':
      return exit.code === 0 ? undefined : 'Runtime Error';
    case 'signaled':
      return 'Runtime Error';
    case 'cpu-limit':
    case 'wall-limit':
    case 'idle-limit':
      return 'Time Limit Exceeded';
    case 'memory-limit':
      return 'Memory Limit Exceeded';
    case 'output-limit':
      return 'Output Limit Exceeded';
    case 'syscall-refused':
      return 'Security Violation';
    default:
      return 'Internal Error';
  }
}
