/**
 * How long to wait before the next attempt to connect: doubling from half a
 * second to fifteen, of which half is chance, so that a restarted server does
 * not meet all its clients in the same instant.
 *
 * @param attempt how many attempts have failed in a row, from 1
 * @param random  in [0, 1)
 * @returns ms
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(15_000, 500 * 2 ** Math.max(0, attempt - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
