/** A sentence that helps to find the cause, from figures alone. Better none than a wrong one. */
import type { ProblemDetail, TestResult } from '@letscode/core';
import { formatLimitMs, formatMiB, formatMs } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';

/** Wall time from which a program that hardly computes is worth a remark, in ms. */
const IDLE_WALL_MS = 1000;
/** CPU time below this share of the wall time is hardly computing. */
const IDLE_SHARE = 0.1;

export function hintFor(
  { verdict, cpuTimeMs, wallTimeMs }: TestResult,
  limits: ProblemDetail['limits'] | undefined,
): string | undefined {
  const failed = verdict !== 'Accepted' && verdict !== 'Skipped' && verdict !== 'Compilation Error';
  if (failed && wallTimeMs >= IDLE_WALL_MS && cpuTimeMs < wallTimeMs * IDLE_SHARE) {
    return t('results.hint.waiting', { cpu: formatMs(cpuTimeMs), wall: formatMs(wallTimeMs) });
  }
  if (verdict === 'Time Limit Exceeded' && limits) {
    return t('results.hint.busy', { limit: formatLimitMs(limits.cpuTimeMs) });
  }
  if (verdict === 'Memory Limit Exceeded' && limits) {
    return t('results.hint.memory', { limit: formatMiB(limits.memoryBytes) });
  }
  return undefined;
}
