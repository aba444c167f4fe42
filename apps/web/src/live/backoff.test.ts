import { expect, it } from 'vitest';
import { backoffMs } from './backoff.js';

it('waits longer after every failure, up to fifteen seconds', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => backoffMs(attempt, 0.999));
  expect(waits.slice(0, 6)).toEqual([...waits.slice(0, 6)].sort((a, b) => a - b));
  expect(new Set(waits.slice(0, 5)).size).toBe(5);
  expect(Math.max(...waits)).toBeLessThanOrEqual(15_000);
});

it('spreads clients over half of the wait', () => {
  expect(backoffMs(3, 0)).toBe(1000);
  expect(backoffMs(3, 0.5)).toBe(1500);
});
