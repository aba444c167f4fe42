/**
 * Warm boxes before they are needed: for the user who has come, by the language that is likely to be theirs; for
 * all, as many as the hour of the week lets expect, in the languages that are used most.
 *
 * Workers keep a box for five minutes after it was last wanted (packages/sandbox), so nothing is ever taken
 * back here. Predictions are of packages/prediction; all of it may fail without anybody noticing more than time.
 */
import type { ForecastStatus, WarmingStatus } from '@letscode/core';
import {
  type HourlyCounts,
  hourOf,
  predictLanguage,
  predictLoad,
  REMEMBERED_COUNT,
  WEEKS,
  WORTH_PREPARING,
  warmBoxesFor,
} from '@letscode/prediction';
import type { DraftQueue, WarmWish } from '@letscode/queue';
import type { HistoryStore } from '@letscode/store';
import type { Logger } from 'pino';
import type { Standing } from '../speculation/standing.js';
import type { SystemMonitor } from '../system-monitor.js';

export interface WarmingOptions {
  history: Pick<HistoryStore, 'ofUser' | 'languageShares' | 'hourlyCounts'>;
  queue: Pick<DraftQueue, 'warm'>;
  monitor: Pick<SystemMonitor, 'current'>;
  standing: Standing;
  /** The operator's bound on boxes kept warm ahead on each worker; 0 = none, for nobody. */
  maxBoxes: number;
  now: () => number;
  log: Logger;
}

/** How long boxes stay, in ms. */
const LEASE_MS = 5 * 60_000;
/** Two for one who comes: the tests of a submission begin side by side. */
const BOXES_OF_USER = 2;
/** A user who opens page after page is looked up once within this time, in ms. */
const USER_AGAIN_MS = 60_000;
const MAX_USERS = 10_000;
/** Between two looks at the whole history, in ms. */
const HISTORY_EVERY_MS = 10 * 60_000;
const HALF_LIFE_MS = 30 * 24 * 3_600_000;

export class Warming {
  readonly #options: WarmingOptions;
  readonly #warmUntilMs = new Map<string, number>();
  readonly #lookedAtMs = new Map<string, number>();
  readonly #counts = { askedCount: 0, hitCount: 0, submissionCount: 0 };
  #shares = new Map<string, number>();
  #hours: HourlyCounts = new Map();
  #readAtMs = Number.NEGATIVE_INFINITY;
  #forecast: ForecastStatus = { thisHour: 0, nextHour: 0, warmBoxes: 0 };

  constructor(options: WarmingOptions) {
    this.#options = options;
  }

  /** A user has opened a problem or a live socket. Never rejects. */
  async userCame(userId: string): Promise<void> {
    const { history, standing, now, log, maxBoxes } = this.#options;
    const nowMs = now();
    if (maxBoxes === 0 || nowMs - (this.#lookedAtMs.get(userId) ?? Number.NEGATIVE_INFINITY) < USER_AGAIN_MS) return;
    if (this.#lookedAtMs.size >= MAX_USERS) this.#lookedAtMs.clear();
    this.#lookedAtMs.set(userId, nowMs);
    try {
      if (!(await standing.isGood(userId))) return;
      const prediction = predictLanguage(await history.ofUser(userId, REMEMBERED_COUNT), this.#shares, nowMs);
      if (!prediction || prediction.confidence <= WORTH_PREPARING) return;
      await this.#warm([{ language: prediction.language, count: Math.min(BOXES_OF_USER, maxBoxes) }]);
    } catch (error) {
      log.debug({ err: error }, 'no boxes were made ready for a user');
    }
  }

  /** A program was submitted: what is warm is known by what becomes of it. */
  submitted(language: string): void {
    const nowMs = this.#options.now();
    this.#counts.submissionCount += 1;
    if (this.#isWarm(language, nowMs)) this.#counts.hitCount += 1;
    // Its own run keeps boxes of its kind.
    this.#warmUntilMs.set(language, nowMs + LEASE_MS);
  }

  /** Expects the coming hour, and has boxes ready for it: to be called more often than leases run out. */
  async look(): Promise<void> {
    const { history, monitor, maxBoxes, now } = this.#options;
    const nowMs = now();
    if (nowMs - this.#readAtMs >= HISTORY_EVERY_MS) {
      [this.#shares, this.#hours] = await Promise.all([
        history.languageShares(HALF_LIFE_MS),
        history.hourlyCounts(WEEKS + 2),
      ]);
      this.#readAtMs = nowMs;
    }
    const hour = hourOf(nowMs);
    const [thisHour, nextHour] = [hour, hour + 1].map((each) => predictLoad(this.#hours, hour, each)) as [
      number,
      number,
    ];
    const busier = Math.max(thisHour, nextHour);
    const warmBoxes = warmBoxesFor(busier, monitor.current().avgExecutionTime, { min: 0, max: maxBoxes });
    this.#forecast = { thisHour: rounded(thisHour), nextHour: rounded(nextHour), warmBoxes };
    const wishes = wishesOf(this.#shares, warmBoxes);
    if (wishes.length > 0) await this.#warm(wishes);
  }

  status(): { warming: WarmingStatus; forecast: ForecastStatus } {
    const nowMs = this.#options.now();
    const languages = [...this.#warmUntilMs.keys()].filter((language) => this.#isWarm(language, nowMs)).sort();
    return { warming: { languages, ...this.#counts }, forecast: this.#forecast };
  }

  #isWarm(language: string, nowMs: number): boolean {
    return (this.#warmUntilMs.get(language) ?? 0) > nowMs;
  }

  async #warm(wishes: WarmWish[]): Promise<void> {
    await this.#options.queue.warm(wishes);
    for (const { language, count } of wishes) {
      this.#warmUntilMs.set(language, this.#options.now() + LEASE_MS);
      this.#counts.askedCount += count;
    }
  }
}

/** So many boxes, by the languages' shares; the most used get what is left over. */
function wishesOf(shares: ReadonlyMap<string, number>, boxCount: number): WarmWish[] {
  const total = [...shares.values()].reduce((sum, share) => sum + share, 0);
  const wishes: WarmWish[] = [];
  let left = boxCount;
  for (const [language, share] of [...shares].sort((a, b) => b[1] - a[1])) {
    const count = Math.min(left, Math.max(1, Math.round((boxCount * share) / total)));
    if (count === 0) break;
    wishes.push({ language, count });
    left -= count;
  }
  return wishes;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
