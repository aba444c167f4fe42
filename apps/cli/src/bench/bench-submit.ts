/**
 * `letscode bench submit`: from pressing Submit to the verdict at the WebSocket, for a problem of ten small tests
 * on a whole instance.
 *
 * Three ways in turns: the program was submitted before (its artifact is cached), it was sent as a draft before, it
 * is new (so it is compiled within the time). Beside them, in the same rounds, the judge alone: the same ten tests
 * without server, queue and database, compiling left out. What is above that is what a submission pays for
 * being kept and told.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LetscodeError } from '@letscode/core';
import type { BenchOptions } from './bench-options.js';
import { median, percentile, rounded } from './figures.js';
import { type JudgeAlone, openJudgeAlone } from './judge-alone.js';
import { openLiveInstance } from './live-instance.js';
import { LiveUser, type SeenSubmission } from './live-user.js';
import { type BenchResult, shown, type Table, targetRow } from './tables.js';

const PROBLEM_ID = 'bench-sum';
const TEST_COUNT = 10;
const LANGUAGES = [
  { id: 'cpp', file: 'sum.cpp', comment: '//', wantedMs: 60 },
  { id: 'python', file: 'sum.py', comment: '#', wantedMs: 250 },
];
/** Submissions of a language that don't count, at the beginning. */
const LEAD_IN = 8;
/** New programs take most of a second each: one in so many rounds. */
const NEW_EVERY = 4;
/** What still goes on behind an answer ends meanwhile. */
const REST_MS = 30;
const STAGES = ['Compiling', 'Running 0', 'Running 1', `Running ${TEST_COUNT}`, 'Completed'];
const WAYS = ['before', 'draft', 'new'] as const;

interface Taken {
  id: string;
  comment: string;
  wantedMs: number;
  code: string;
  seen: Record<(typeof WAYS)[number], SeenSubmission[]>;
  aloneMs: number[];
}

export async function benchSubmit(options: BenchOptions): Promise<BenchResult> {
  const problem = join(options.rootFolder, 'bench', 'submit', PROBLEM_ID);
  const taken = await Promise.all(
    LANGUAGES.map(async ({ id, file, comment, wantedMs }): Promise<Taken> => {
      const code = await readFile(join(problem, 'submissions', 'accepted', file), 'utf8');
      return { id, comment, wantedMs, code, seen: { before: [], draft: [], new: [] }, aloneMs: [] };
    }),
  );
  const ids = LANGUAGES.map(({ id }) => id);
  const alone = await openJudgeAlone(options, problem, ids);
  try {
    const live = await openLiveInstance(options, { problems: [problem], languages: ids });
    try {
      const user = await LiveUser.open(live.url, `bench-${process.pid}`);
      await takeAll(user, alone, taken, options);
      user.close();
    } finally {
      await live.close();
    }
  } finally {
    await alone.close();
  }
  return resultOf(taken, options.roundCount);
}

async function takeAll(user: LiveUser, alone: JudgeAlone, taken: Taken[], { roundCount, signal }: BenchOptions) {
  for (const { id, code } of taken) {
    for (let count = 0; count < LEAD_IN; count += 1) {
      await accepted(user, id, code);
      await alone.judge(id, code);
    }
  }
  for (let round = 0; round < roundCount; round += 1) {
    for (const language of taken) {
      signal.throwIfAborted();
      await takeRound(user, alone, language, round);
    }
  }
}

async function takeRound(
  user: LiveUser,
  alone: JudgeAlone,
  { id, code, comment, seen, aloneMs }: Taken,
  round: number,
) {
  seen.before.push(await accepted(user, id, code));
  aloneMs.push(await alone.judge(id, code));
  await sleep(REST_MS);
  if (round % NEW_EVERY !== 0) return;
  // The instance may have seen an earlier bench.
  const mark = `${comment} ${Date.now()} ${round}`;
  seen.new.push(await accepted(user, id, `${mark} new\n${code}`));
  const draft = `${mark} draft\n${code}`;
  await user.readyDraft({ problemId: PROBLEM_ID, language: id, code: draft });
  await sleep(REST_MS);
  seen.draft.push(await accepted(user, id, draft));
}

async function accepted(user: LiveUser, language: string, code: string): Promise<SeenSubmission> {
  const seen = await user.submit({ problemId: PROBLEM_ID, language, code });
  if (seen.verdict !== 'Accepted') throw new LetscodeError('internal', `bench: ${language} was judged ${seen.verdict}`);
  await sleep(REST_MS);
  return seen;
}

const verdictsMs = (seen: readonly SeenSubmission[]) => seen.map(({ verdictMs }) => verdictMs);

function resultOf(taken: readonly Taken[], roundCount: number): BenchResult {
  const figures = taken.map(({ id, seen, aloneMs }) => ({
    language: id,
    ...Object.fromEntries(
      WAYS.flatMap((way) => {
        const ms = verdictsMs(seen[way]);
        return [
          [`${way}Ms`, rounded(median(ms))],
          [`${way}P95Ms`, rounded(percentile(ms, 0.95))],
        ];
      }),
    ),
    judgeAloneMs: rounded(median(aloneMs)),
  }));
  return {
    figures: { testCount: TEST_COUNT, roundCount, languages: figures },
    tables: [waysTable(taken, roundCount), stagesTable(taken), targetsTable(taken)],
  };
}

function waysTable(taken: readonly Taken[], roundCount: number): Table {
  const names = { before: 'submitted before', draft: 'sent as a draft before', new: 'new' };
  return {
    title: `From Submit to the verdict at the WebSocket, ${TEST_COUNT} tests`,
    note: `Medians of ${roundCount} rounds in turns; new programs and drafts in one round of ${NEW_EVERY}.`,
    head: ['language', 'program', 'ms', 'p95 ms', '× the judge alone', 'found compiled'],
    rows: taken.flatMap(({ id, seen, aloneMs }) => {
      const row = (name: string, ms: readonly number[], cached: string) => [
        id,
        name,
        shown(median(ms), 1),
        shown(percentile(ms, 0.95), 1),
        shown(median(ms) / median(aloneMs)),
        cached,
      ];
      return [
        ...WAYS.map((way) => {
          const cachedCount = seen[way].filter(({ isCached }) => isCached).length;
          return row(names[way], verdictsMs(seen[way]), `${cachedCount} of ${seen[way].length}`);
        }),
        row('the judge alone, compiled', aloneMs, '–'),
      ];
    }),
  };
}

function stagesTable(taken: readonly Taken[]): Table {
  return {
    title: 'When the user hears what, submitted before (ms)',
    head: ['language', 'answer of POST', ...STAGES],
    rows: taken.map(({ id, seen: { before } }) => [
      id,
      shown(median(before.map(({ answeredMs }) => answeredMs)), 1),
      ...STAGES.map((stage) => shown(median(before.flatMap(({ heardMs }) => heardMs.get(stage) ?? [])), 1)),
    ]),
  };
}

function targetsTable(taken: readonly Taken[]): Table {
  return {
    title: 'Against what is wanted',
    head: ['', 'measured', 'wanted', 'reached'],
    rows: taken.map(({ id, wantedMs, seen }) =>
      targetRow(`${id}, warm, artifact cached`, median(verdictsMs(seen.before)), wantedMs, 'ms'),
    ),
  };
}
