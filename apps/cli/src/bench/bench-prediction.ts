/**
 * `letscode bench prediction`: the predictions of language and load against history that they have not seen, beside
 * simple baselines. On made histories of several seeds, and on the real one where DATABASE_URL is set or
 * an instance runs on the data folder. Nothing is timed: other load on the machine changes nothing.
 */
import {
  backTestLanguages,
  backTestLoad,
  HOUR_MS,
  hourOf,
  type LanguageScore,
  type LoadScore,
  syntheticHistory,
  type UserSubmission,
} from '@letscode/prediction';
import { openStore } from '@letscode/store';
import { findRunning } from '../start/data-folder.js';
import type { BenchOptions } from './bench-options.js';
import { rounded } from './figures.js';
import { type BenchResult, shown } from './tables.js';

const SEEDS = [1, 2, 3];
const SYNTHETIC = { userCount: 600, weeks: 12, beginMs: Date.UTC(2026, 0, 5) };
/** Of the time from the first submission to the last, the part that is predicted. */
const HELD_OUT = 0.25;
const REAL_COUNT = 200_000;
/** Fewer tell nothing. */
const LEAST_REAL = 100;

interface Scored {
  name: string;
  language: LanguageScore;
  load: LoadScore;
}

export async function benchPrediction({ settings }: BenchOptions): Promise<BenchResult> {
  const scored = SEEDS.map((seed) => scoreOf(`made, seed ${seed}`, syntheticHistory({ ...SYNTHETIC, seed })));
  const real = await readReal(settings);
  if (real.length >= LEAST_REAL) scored.push(scoreOf('this database', real));
  return {
    figures: {
      histories: scored.map(({ name, language, load }) => ({
        name,
        language: roundedAll(language),
        load: roundedAll(load),
      })),
    },
    tables: [
      {
        title: "The language of a user's next submission, held-out last quarter",
        note: 'Shares of submissions. Confident: above 0.7, when boxes are made ready.',
        head: ['history', 'submissions', 'model', 'last', 'global', 'confident', 'model there', 'last there'],
        rows: scored.map(({ name, language }) => [
          name,
          String(language.count),
          shown(language.accuracy),
          shown(language.lastLanguageAccuracy),
          shown(language.globalFrequentAccuracy),
          shown(language.coverage),
          shown(language.confidentAccuracy),
          shown(language.lastLanguageThereAccuracy),
        ]),
      },
      {
        title: 'Submissions in the coming hour, held-out last quarter',
        note: 'Mean of submissions by which an hour was missed.',
        head: ['history', 'hours', 'by hour of week', 'as the hour before', 'mean hour'],
        rows: scored.map(({ name, load }) => [
          name,
          String(load.hourCount),
          shown(load.meanError),
          shown(load.lastHourError),
          shown(load.meanHourError),
        ]),
      },
    ],
  };
}

function scoreOf(name: string, history: UserSubmission[]): Scored {
  const counts = new Map<number, number>();
  for (const { atMs } of history) counts.set(hourOf(atMs), (counts.get(hourOf(atMs)) ?? 0) + 1);
  const [first, last] = [history[0]?.atMs ?? 0, history.at(-1)?.atMs ?? 0];
  const fromMs = Math.floor((last - (last - first) * HELD_OUT) / HOUR_MS) * HOUR_MS;
  return {
    name,
    language: backTestLanguages(history, fromMs),
    load: backTestLoad(counts, hourOf(fromMs), hourOf(last) + 1),
  };
}

async function readReal(settings: BenchOptions['settings']): Promise<UserSubmission[]> {
  const url = settings.databaseUrl ?? (await findRunning(settings.dataFolder))?.databaseUrl;
  if (url === undefined) return [];
  const store = openStore(url);
  try {
    return await store.history.latest(REAL_COUNT);
  } finally {
    await store.close();
  }
}

function roundedAll(score: LanguageScore | LoadScore): Record<string, number> {
  return Object.fromEntries(Object.entries(score).map(([name, value]) => [name, rounded(value as number)]));
}
