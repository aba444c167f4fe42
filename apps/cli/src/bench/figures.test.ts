import { describe, expect, it } from 'vitest';
import { figuresOf, median, percentile, rounded } from './figures.js';

describe('figures of a bench', () => {
  it('take the middle of an odd number and the mean of the two middles of an even one', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('take the nearest rank as a percentile, and the order in which values came is no matter', () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(percentile(values, 0.95)).toBe(95);
    expect(percentile([7], 0.95)).toBe(7);
  });

  it('say that nothing was measured, rather than 0', () => {
    expect(median([])).toBeNaN();
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('count what they rest on', () => {
    expect(figuresOf([3, 1, 2])).toEqual({ medianMs: 2, p95Ms: 3, minMs: 1, runCount: 3 });
    expect(rounded(1.23456)).toBe(1.235);
  });
});
