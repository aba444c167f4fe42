import { describe, expect, it } from 'vitest';
import {
  backTestLanguages,
  backTestLoad,
  HOUR_MS,
  hourOf,
  languageShares,
  predictLanguage,
  predictLoad,
  syntheticHistory,
  WORTH_PREPARING,
  warmBoxesFor,
} from './index.js';

const NOW = Date.UTC(2026, 0, 5);
const DAY_MS = 24 * HOUR_MS;
const own = (...languages: string[]) =>
  languages.map((language, index) => ({ language, atMs: NOW - (languages.length - index) * HOUR_MS }));
const SHARES = new Map([
  ['python', 3],
  ['cpp', 1],
]);

describe('the language of the next submission', () => {
  it('is nobody’s guess where nothing is known, and what most use for a newcomer, without confidence', () => {
    expect(predictLanguage([], new Map(), NOW)).toBeUndefined();
    expect(predictLanguage([], new Map([...SHARES, ['java', 2]]), NOW)).toEqual({
      language: 'python',
      confidence: 0.5,
    });
  });

  it('is the one that a user keeps to, the surer the longer', () => {
    const confidences = [1, 3, 10].map(
      (count) => predictLanguage(own(...Array(count).fill('cpp')), SHARES, NOW)?.confidence ?? 0,
    );
    expect(confidences).toEqual([...confidences].sort((a, b) => a - b));
    expect(confidences[2]).toBeGreaterThan(0.9);
  });

  it('follows a user who changes, and is unsure of one who alternates', () => {
    const changed = own(...Array(20).fill('java'), ...Array(6).fill('rust'));
    expect(predictLanguage(changed, SHARES, NOW)?.language).toBe('rust');
    const both = predictLanguage(own('java', 'rust', 'java', 'rust', 'java', 'rust'), SHARES, NOW);
    expect(both?.confidence).toBeLessThan(WORTH_PREPARING);
  });

  it('forgets with time: what was sure a month ago is less so', () => {
    const habit = own(...Array(3).fill('cpp'));
    const [now, later] = [NOW, NOW + 90 * DAY_MS].map((at) => predictLanguage(habit, SHARES, at)?.confidence ?? 0);
    expect(later).toBeLessThan(now as number);
  });

  it('weighs everybody’s submissions by age', () => {
    const shares = languageShares(
      [
        { language: 'perl', atMs: NOW - 300 * DAY_MS },
        { language: 'perl', atMs: NOW - 300 * DAY_MS },
        { language: 'go', atMs: NOW },
      ],
      NOW,
    );
    expect(shares.get('go')).toBeGreaterThan(shares.get('perl') as number);
  });
});

describe('the load of the coming hours', () => {
  /** Ten submissions on Mondays at 9, one in every other hour, for four weeks. */
  const weeks = new Map<number, number>();
  const first = hourOf(NOW);
  for (let hour = 0; hour < 4 * 168; hour += 1) weeks.set(first + hour, hour % 168 === 9 ? 10 : 1);
  const now = first + 4 * 168;

  it('is what the same hour brought in the weeks before', () => {
    expect(predictLoad(weeks, now, now + 9)).toBeCloseTo(10, 5);
    expect(predictLoad(weeks, now, now + 10)).toBeCloseTo(1, 5);
  });

  it('rises and falls with the level of the last day', () => {
    const risen = new Map(weeks);
    for (let hour = now - 24; hour < now; hour += 1) risen.set(hour, (weeks.get(hour) ?? 0) * 3);
    expect(predictLoad(risen, now, now + 9)).toBeGreaterThan(20);
  });

  it('is nothing where nothing is known, and the mean of late before a week is known', () => {
    expect(predictLoad(new Map(), now, now)).toBe(0);
    expect(predictLoad(new Map([[now - 4, 8]]), now, now)).toBe(2);
  });

  it('becomes boxes within the operator’s bounds', () => {
    const bounds = { min: 1, max: 6 };
    expect(warmBoxesFor(0, 1_000, bounds)).toBe(1);
    expect(warmBoxesFor(3_600, 1_000, bounds)).toBe(2);
    expect(warmBoxesFor(360_000, 1_000, bounds)).toBe(6);
  });
});

describe('back-tests on made histories', () => {
  const history = syntheticHistory({ seed: 1, userCount: 300, weeks: 10, beginMs: NOW });
  const heldOutFromMs = NOW + 8 * 7 * DAY_MS;

  it('are the same for the same seed, and other for another', () => {
    expect(syntheticHistory({ seed: 1, userCount: 300, weeks: 10, beginMs: NOW })).toEqual(history);
    expect(syntheticHistory({ seed: 2, userCount: 300, weeks: 10, beginMs: NOW })).not.toEqual(history);
  });

  it('show the model right where it is confident, more often than guessing by the whole', () => {
    const score = backTestLanguages(history, heldOutFromMs);
    expect(score.count).toBeGreaterThan(500);
    expect(score.confidentAccuracy).toBeGreaterThan(0.85);
    expect(score.confidentAccuracy).toBeGreaterThanOrEqual(score.lastLanguageThereAccuracy);
    expect(score.accuracy).toBeGreaterThan(score.globalFrequentAccuracy);
  });

  it('show the load by hour of week nearer than the hour before', () => {
    const counts = new Map<number, number>();
    for (const { atMs } of history) counts.set(hourOf(atMs), (counts.get(hourOf(atMs)) ?? 0) + 1);
    const score = backTestLoad(counts, hourOf(heldOutFromMs), hourOf(heldOutFromMs) + 2 * 168);
    expect(score.meanError).toBeLessThan(score.lastHourError);
    expect(score.meanError).toBeLessThan(score.meanHourError);
  });
});
