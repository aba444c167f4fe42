/**
 * Histories as a site's users make them, for back-tests where no real one is at hand: made of a seed, so that
 * every run sees the same. Several kinds of users; evenings and weekends fuller than nights; a site that grows.
 */
import type { UserSubmission } from './back-test.js';
import { HOUR_MS } from './load-model.js';

interface Kind {
  /** Of all users. */
  share: number;
  /** How a user of the kind chooses, given the one before. */
  next(user: UserState, random: () => number): string;
}

interface UserState {
  /** The first is the user's own. */
  languages: string[];
  last: string | undefined;
  /** From 0. */
  count: number;
}

const LANGUAGES: [string, number][] = [
  ['python', 0.36],
  ['cpp', 0.3],
  ['java', 0.14],
  ['javascript', 0.1],
  ['rust', 0.05],
  ['go', 0.05],
];

const other = ({ languages, last }: UserState) => languages.find((id) => id !== last) as string;

const KINDS: Record<string, Kind> = {
  // One language, and now and then a look at another.
  faithful: { share: 0.5, next: ({ languages }, random) => (random() < 0.97 ? languages[0] : languages[1]) as string },
  // Two languages in spells.
  bilingual: {
    share: 0.2,
    next: (user, random) => (user.last !== undefined && random() < 0.85 ? user.last : other(user)),
  },
  // Leaves a language for another after a while.
  changing: {
    share: 0.15,
    next: ({ languages, count }, random) => languages[random() < 0.95 && count > 25 ? 1 : 0] as string,
  },
  // Tries them all.
  exploring: { share: 0.15, next: ({ languages }, random) => languages[Math.floor(random() * 3)] as string },
};

export interface SyntheticOptions {
  seed: number;
  userCount: number;
  weeks: number;
  /** Begin of the first week, a Monday 00:00 UTC, in ms since 1970. */
  beginMs: number;
}

/** @returns oldest first */
export function syntheticHistory({ seed, userCount, weeks, beginMs }: SyntheticOptions): UserSubmission[] {
  const random = randomOf(seed);
  const history: UserSubmission[] = [];
  for (let index = 0; index < userCount; index += 1) {
    const kind = chosen(
      Object.entries(KINDS).map(([name, { share }]): [string, number] => [name, share]),
      random,
    );
    const user: UserState = { languages: ownLanguages(random), last: undefined, count: 0 };
    const joinedWeek = Math.floor(random() ** 0.7 * weeks);
    const sessionsPerWeek = 0.5 + 3 * random() ** 2;
    for (const atMs of timesOf({ joinedWeek, weeks, sessionsPerWeek, beginMs }, random)) {
      const language = (KINDS[kind] as Kind).next(user, random);
      history.push({ userId: `user-${index}`, language, atMs });
      user.last = language;
      user.count += 1;
    }
  }
  return history.sort((a, b) => a.atMs - b.atMs);
}

function timesOf(
  user: { joinedWeek: number; weeks: number; sessionsPerWeek: number; beginMs: number },
  random: () => number,
): number[] {
  const times: number[] = [];
  for (let week = user.joinedWeek; week < user.weeks; week += 1) {
    const sessionCount = Math.floor(user.sessionsPerWeek + random());
    for (let session = 0; session < sessionCount; session += 1) {
      const hour = week * 168 + hourOfWeek(random);
      const count = 1 + Math.floor(random() ** 2 * 8);
      for (let index = 0; index < count; index += 1) times.push(user.beginMs + (hour + random()) * HOUR_MS);
    }
  }
  return times.sort((a, b) => a - b);
}

/** By rejection: evenings most, nights least, Sundays more than Fridays. */
function hourOfWeek(random: () => number): number {
  for (;;) {
    const hour = Math.floor(random() * 168);
    const ofDay = hour % 24;
    const byDay = [0.8, 0.8, 0.8, 0.8, 0.6, 0.9, 1][Math.floor(hour / 24)] as number;
    const byHour = 0.08 + 0.92 * Math.exp(-(((ofDay - 19) / 4) ** 2));
    if (random() < byDay * byHour) return hour;
  }
}

function ownLanguages(random: () => number): string[] {
  const own: string[] = [];
  while (own.length < 3) {
    const language = chosen(LANGUAGES, random);
    if (!own.includes(language)) own.push(language);
  }
  return own;
}

function chosen(choices: [string, number][], random: () => number): string {
  let left = random() * choices.reduce((sum, [, share]) => sum + share, 0);
  for (const [name, share] of choices) {
    left -= share;
    if (left < 0) return name;
  }
  return (choices.at(-1) as [string, number])[0];
}

/** Mulberry32: small, and good enough to draw users by. @returns numbers from 0 to 1, exclusive */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
