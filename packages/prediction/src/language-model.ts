/**
 * Which language a user submits in next, from what they and everybody have submitted.
 *
 * A vote of the user's submissions, the latest counting most: each weighs half as much as the one that came
 * HALF_LIFE_COUNT later, and half again for every HALF_LIFE_MS of age. What everybody uses votes with PRIOR_WEIGHT, so
 * that a newcomer's first submission is no certainty; somebody whose latest run in one language is long comes
 * close to one. Confidence is the share of the vote: it says how often such a prediction is right
 * (`letscode bench prediction` holds it against histories that the model has not seen).
 *
 * Pure: no I/O, no clock.
 */

export interface PastSubmission {
  language: string;
  /** Milliseconds since 1970. */
  atMs: number;
}

export interface Prediction {
  language: string;
  /** 0 to 1. */
  confidence: number;
}

/** Above this it is worth preparing for. */
export const WORTH_PREPARING = 0.7;

const HALF_LIFE_COUNT = 3;
const HALF_LIFE_MS = 30 * 24 * 3_600_000;
const PRIOR_WEIGHT = 0.5;
/** Older ones weigh nothing to speak of. */
export const REMEMBERED_COUNT = 30;

/**
 * @param own    of the user, oldest first
 * @param shares of everybody's submissions by language, with recency; any positive numbers
 * @returns undefined when nobody has submitted anything
 */
export function predictLanguage(
  own: readonly PastSubmission[],
  shares: ReadonlyMap<string, number>,
  nowMs: number,
): Prediction | undefined {
  const votes = new Map<string, number>();
  const vote = (language: string, weight: number) => votes.set(language, (votes.get(language) ?? 0) + weight);
  const latest = own.slice(-REMEMBERED_COUNT);
  for (const [index, { language, atMs }] of latest.entries()) {
    const laterCount = latest.length - 1 - index;
    vote(language, 2 ** (-laterCount / HALF_LIFE_COUNT) * ageWeight(nowMs - atMs, HALF_LIFE_MS));
  }
  const everybody = [...shares.values()].reduce((sum, share) => sum + share, 0);
  if (everybody > 0) for (const [language, share] of shares) vote(language, (PRIOR_WEIGHT * share) / everybody);
  let best: Prediction | undefined;
  let total = 0;
  for (const [language, weight] of votes) {
    total += weight;
    if (!best || weight > best.confidence) best = { language, confidence: weight };
  }
  return best && total > 0 ? { language: best.language, confidence: best.confidence / total } : undefined;
}

/** Half for every half-life of age; never more than 1. */
export function ageWeight(ageMs: number, halfLifeMs: number): number {
  return 2 ** (-Math.max(0, ageMs) / halfLifeMs);
}

/** Everybody's submissions by language, each weighing half as much for every `halfLifeMs` of its age. */
export function languageShares(
  history: Iterable<PastSubmission>,
  nowMs: number,
  halfLifeMs = HALF_LIFE_MS,
): Map<string, number> {
  const shares = new Map<string, number>();
  for (const { language, atMs } of history) {
    shares.set(language, (shares.get(language) ?? 0) + ageWeight(nowMs - atMs, halfLifeMs));
  }
  return shares;
}
