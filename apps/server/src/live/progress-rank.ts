/** How far an update has come, as a number: later news of the same attempt ranks higher. */
import { isFinal, type StatusUpdate } from '@letscode/core';

export function progressRank({ status, currentTest = 0 }: StatusUpdate['data']): number {
  if (isFinal(status)) return Number.MAX_SAFE_INTEGER;
  if (status === 'Running') return 2 + currentTest;
  return status === 'Compiling' ? 1 : 0;
}
