/**
 * Back-tests: predicts every submission of a held-out time from what came before it, and counts.
 * The model of languages beside two baselines, the model of load beside its own.
 */
import { languageShares, type PastSubmission, predictLanguage, WORTH_PREPARING } from './language-model.js';
import { type HourlyCounts, predictLoad } from './load-model.js';

export interface UserSubmission extends PastSubmission {
  userId: string;
}

export interface LanguageScore {
  /** Submissions that were predicted. */
  count: number;
  /** Shares of them, 0 to 1. */
  accuracy: number;
  lastLanguageAccuracy: number;
  globalFrequentAccuracy: number;
  /** Of predictions with a confidence worth preparing for: how many there are, and how many of those are right. */
  coverage: number;
  confidentAccuracy: number;
  /** The last language on the same submissions. */
  lastLanguageThereAccuracy: number;
}

/** @param history oldest first. @param heldOutFromMs what comes from then on is predicted, each from all before it */
export function backTestLanguages(history: readonly UserSubmission[], heldOutFromMs: number): LanguageScore {
  const byUser = new Map<string, PastSubmission[]>();
  // As in the server, everybody's shares are a little old.
  const shares = languageShares(
    history.filter(({ atMs }) => atMs < heldOutFromMs),
    heldOutFromMs,
  );
  const mostFrequent = [...shares].sort((a, b) => b[1] - a[1])[0]?.[0];
  const tally = { count: 0, right: 0, last: 0, global: 0, confident: 0, confidentRight: 0, confidentLast: 0 };
  for (const { userId, language, atMs } of history) {
    const own = byUser.get(userId) ?? [];
    byUser.set(userId, own);
    if (atMs >= heldOutFromMs) {
      const prediction = predictLanguage(own, shares, atMs);
      const isLast = (own.at(-1)?.language ?? mostFrequent) === language;
      const isRight = prediction?.language === language;
      tally.count += 1;
      tally.right += Number(isRight);
      tally.last += Number(isLast);
      tally.global += Number(mostFrequent === language);
      if (prediction && prediction.confidence > WORTH_PREPARING) {
        tally.confident += 1;
        tally.confidentRight += Number(isRight);
        tally.confidentLast += Number(isLast);
      }
    }
    own.push({ language, atMs });
  }
  const share = (part: number, whole: number) => (whole === 0 ? Number.NaN : part / whole);
  return {
    count: tally.count,
    accuracy: share(tally.right, tally.count),
    lastLanguageAccuracy: share(tally.last, tally.count),
    globalFrequentAccuracy: share(tally.global, tally.count),
    coverage: share(tally.confident, tally.count),
    confidentAccuracy: share(tally.confidentRight, tally.confident),
    lastLanguageThereAccuracy: share(tally.confidentLast, tally.confident),
  };
}

export interface LoadScore {
  hourCount: number;
  /** Mean of submissions by which an hour was missed. */
  meanError: number;
  /** Of the guess that an hour is as the one before. */
  lastHourError: number;
  /** Of the guess that it is as the mean of all before. */
  meanHourError: number;
}

/** Predicts each hour from `fromHour` to `toHour` (exclusive) when it begins. */
export function backTestLoad(counts: HourlyCounts, fromHour: number, toHour: number): LoadScore {
  const first = Math.min(...counts.keys());
  const errors = { model: 0, last: 0, mean: 0 };
  let before = 0;
  for (let hour = first; hour < fromHour; hour += 1) before += counts.get(hour) ?? 0;
  for (let hour = fromHour; hour < toHour; hour += 1) {
    const seen = counts.get(hour) ?? 0;
    errors.model += Math.abs(seen - predictLoad(counts, hour, hour));
    errors.last += Math.abs(seen - (counts.get(hour - 1) ?? 0));
    errors.mean += Math.abs(seen - before / Math.max(1, hour - first));
    before += seen;
  }
  const hourCount = toHour - fromHour;
  return {
    hourCount,
    meanError: errors.model / hourCount,
    lastHourError: errors.last / hourCount,
    meanHourError: errors.mean / hourCount,
  };
}
