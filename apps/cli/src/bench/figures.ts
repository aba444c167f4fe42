/** Figures of a bench: medians, percentiles, ratios. Times in ms. Pure. */

/** What one contestant took, over all rounds of one bench. */
export interface Figures {
  /** Half of the runs were faster. */
  medianMs: number;
  /** 95 of 100 runs were faster. */
  p95Ms: number;
  minMs: number;
  runCount: number;
}

/** @param share from 0 to 1; of the sorted values the one at that place, nearest rank. NaN when there is none */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

export function figuresOf(runsMs: readonly number[]): Figures {
  return {
    medianMs: rounded(median(runsMs)),
    p95Ms: rounded(percentile(runsMs, 0.95)),
    minMs: rounded(percentile(runsMs, 0)),
    runCount: runsMs.length,
  };
}

/** Three digits behind the point: microseconds of a time in ms, thousandths of a ratio. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
