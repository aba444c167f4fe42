/**
 * `letscode bench typing`: how often Submit finds compiled what was typed, and what that costs.
 *
 * Learners write programs of the bundled problems, key by key (keystrokes.ts), in an editor that decides as the web
 * app's does (DraftSender, the same analysis) what to send as a draft to a whole instance; then each looks for 1 to
 * 3 s and submits. Ready is what the server says of that very program at the moment of Submit; the submission's
 * record says whether the worker took it from the cache, which is also so for one that was still being compiled.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { analyzeCode } from '@letscode/analysis';
import { DraftSender } from '@letscode/browser-runtime/drafts';
import { LetscodeError, type SpeculationStatus } from '@letscode/core';
import type { BenchOptions } from './bench-options.js';
import { median, percentile, rounded } from './figures.js';
import { typingSession } from './keystrokes.js';
import { openLiveInstance } from './live-instance.js';
import { getJson, LiveUser, type UserProgram } from './live-user.js';
import { type BenchResult, shown } from './tables.js';

export const TYPED_PROGRAMS: Record<string, string[]> = {
  cpp: [
    'double-it/submissions/accepted/double.cpp',
    'tidy-brackets/submissions/accepted/stack.cpp',
    'vending-change/submissions/accepted/table.cpp',
  ],
  rust: [
    'double-it/submissions/accepted/double.rs',
    'courier-round/submissions/accepted/sets.rs',
    'tile-rectangles/submissions/accepted/trial.rs',
  ],
  java: [
    'double-it/submissions/accepted/Main.java',
    'half-fare/submissions/accepted/Main.java',
    'snow-plough/submissions/accepted/Main.java',
  ],
};
/** Of a program; so a session lasts about half a minute. */
export const TYPED_LENGTH = 140;
/** Who types at the same time: a small class beside the one core that is left for them. */
const TOGETHER = 4;
/** A session takes as long as many rounds of other benches. */
const ROUNDS_OF_SESSION = 4;
const WANTED_SHARE = 0.9;
/** After Submit, so that what is still told of drafts is counted. */
const SETTLE_MS = 1_500;

interface Session {
  language: string;
  isReady: boolean;
  isCached: boolean;
  /** From the first key to Submit. */
  typedMs: number;
  verdictMs: number;
  draftCount: number;
}

interface Counted extends Pick<SpeculationStatus, 'startedCount' | 'wastedCount' | 'cancelledCount' | 'laneMs'> {
  language: string;
  sessions: Session[];
}

export async function benchTyping(options: BenchOptions): Promise<BenchResult> {
  const languages = Object.keys(TYPED_PROGRAMS);
  const ids = [...new Set(Object.values(TYPED_PROGRAMS).flat())].map((path) => path.slice(0, path.indexOf('/')));
  const problems = [...new Set(ids)].map((id) => join(options.rootFolder, 'problems', id));
  const live = await openLiveInstance(options, { problems, languages });
  try {
    const counted: Counted[] = [];
    for (const language of languages) counted.push(await typeLanguage(live.url, language, options));
    return resultOf(counted);
  } finally {
    await live.close();
  }
}

async function typeLanguage(url: string, language: string, options: BenchOptions): Promise<Counted> {
  await warmUp(url, language, options);
  const before = await countsOf(url);
  const sessions: Session[] = [];
  const sessionCount = Math.ceil(options.roundCount / ROUNDS_OF_SESSION);
  let next = 0;
  const learner = async () => {
    while (next < sessionCount) {
      options.signal.throwIfAborted();
      const number = next++;
      sessions.push(await typeOne(url, language, number, options));
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, learner));
  await sleep(SETTLE_MS);
  const after = await countsOf(url);
  return {
    language,
    sessions,
    startedCount: after.startedCount - before.startedCount,
    wastedCount: after.wastedCount - before.wastedCount,
    cancelledCount: after.cancelledCount - before.cancelledCount,
    laneMs: after.laneMs - before.laneMs,
  };
}

async function countsOf(url: string): Promise<SpeculationStatus> {
  return (await getJson<{ speculation: SpeculationStatus }>(`${url}/api/status`)).speculation;
}

/** The n-th program as no session before has sent it, so that no artifact of an earlier one is found. */
async function programOf(language: string, number: number, { rootFolder }: BenchOptions): Promise<UserProgram> {
  const paths = TYPED_PROGRAMS[language] ?? [];
  const path = paths[number % paths.length] as string;
  const text = await readFile(join(rootFolder, 'problems', path), 'utf8');
  // An empty last line is the file's, not the learner's.
  const code = `// ${process.pid} ${Date.now()} ${number}\n${text.trimEnd()}`;
  return { problemId: path.slice(0, path.indexOf('/')), language, code };
}

async function warmUp(url: string, language: string, options: BenchOptions): Promise<void> {
  const user = await LiveUser.open(url, `bench-${process.pid}-warm`);
  try {
    for (const number of [0, 1]) await user.submit(await programOf(language, number, options));
  } finally {
    user.close();
  }
}

async function typeOne(url: string, language: string, number: number, options: BenchOptions): Promise<Session> {
  const { problemId, code } = await programOf(language, number, options);
  const user = await LiveUser.open(url, `bench-${process.pid}-${language}-${number}`);
  let draftCount = 0;
  const sender = new DraftSender({
    send: (draft, signal) => {
      draftCount += 1;
      return user.draft(draft, signal);
    },
    analyze: analyzeCode,
    now: Date.now,
  });
  try {
    const { strokes, submitAfterMs } = typingSession(code, TYPED_LENGTH, number + 1);
    const beganAt = performance.now();
    let dueAt = beganAt;
    let standing = '';
    for (const { afterMs, text } of strokes) {
      dueAt += afterMs;
      await sleep(Math.max(0, dueAt - performance.now()), undefined, { signal: options.signal });
      // A bracket that the editor has put there already is only typed over.
      if (text !== standing) sender.typed({ problemId, language, code: text });
      standing = text;
    }
    await sleep(submitAfterMs, undefined, { signal: options.signal });
    const typedMs = performance.now() - beganAt;
    const { state } = await user.draft({ problemId, language, code });
    const { verdict, verdictMs, isCached } = await user.submit({ problemId, language, code });
    if (verdict !== 'Accepted') throw new LetscodeError('internal', `bench: ${problemId} was judged ${verdict}`);
    return { language, isReady: state === 'ready', isCached, typedMs, verdictMs, draftCount };
  } finally {
    sender.stop();
    user.close();
  }
}

const shareOf = (sessions: readonly Session[], key: 'isReady' | 'isCached') =>
  sessions.filter((session) => session[key]).length / sessions.length;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function figuresOf({ language, sessions, startedCount, wastedCount, cancelledCount, laneMs }: Counted) {
  const minutes = sum(sessions.map(({ typedMs }) => typedMs)) / 60_000;
  return {
    language,
    sessionCount: sessions.length,
    readyShare: rounded(shareOf(sessions, 'isReady')),
    cachedShare: rounded(shareOf(sessions, 'isCached')),
    medianSessionMs: rounded(median(sessions.map(({ typedMs }) => typedMs))),
    draftsPerSession: rounded(sum(sessions.map(({ draftCount }) => draftCount)) / sessions.length),
    mostDraftsAMinute: rounded(
      percentile(
        sessions.map(({ draftCount, typedMs }) => (draftCount * 60_000) / typedMs),
        1,
      ),
    ),
    startedPerSession: rounded(startedCount / sessions.length),
    wastedPerSession: rounded(wastedCount / sessions.length),
    cancelledPerSession: rounded(cancelledCount / sessions.length),
    laneMsPerMinute: rounded(laneMs / minutes),
    verdictMs: rounded(median(sessions.map(({ verdictMs }) => verdictMs))),
  };
}

function resultOf(counted: readonly Counted[]): BenchResult {
  const languages = counted.map(figuresOf);
  const sessions = counted.flatMap((each) => each.sessions);
  const ready = shareOf(sessions, 'isReady');
  return {
    figures: { typedLength: TYPED_LENGTH, together: TOGETHER, readyShare: rounded(ready), languages },
    tables: [
      {
        title: `Programs that Submit found compiled, after typing the last ${TYPED_LENGTH} characters and a look of 1 to 3 s`,
        note: `${TOGETHER} learners at the same time. Joined: the submission took what was still being compiled.`,
        head: ['language', 'sessions', 'ready', 'ready or joined', 'session s', 'Submit to verdict ms'],
        rows: languages.map((each) => [
          each.language,
          String(each.sessionCount),
          `${shown(each.readyShare * 100, 0)} %`,
          `${shown(each.cachedShare * 100, 0)} %`,
          shown(each.medianSessionMs / 1000, 0),
          shown(each.verdictMs, 0),
        ]),
      },
      {
        title: 'What that costs, per session',
        note: 'The server takes at most 20 drafts and 20 s of lane time a minute of one user, and compiles one of theirs at once.',
        head: ['language', 'drafts', 'most a minute', 'begun', 'wasted', 'cancelled', 'lane ms a minute'],
        rows: languages.map((each) => [
          each.language,
          shown(each.draftsPerSession, 1),
          shown(each.mostDraftsAMinute, 1),
          shown(each.startedPerSession, 1),
          shown(each.wastedPerSession, 1),
          shown(each.cancelledPerSession, 1),
          shown(each.laneMsPerMinute, 0),
        ]),
      },
      {
        title: 'Against what is wanted',
        head: ['', 'measured', 'wanted', 'reached'],
        rows: [
          [
            'ready at Submit',
            `${shown(ready * 100, 0)} %`,
            `≥ ${WANTED_SHARE * 100} %`,
            ready >= WANTED_SHARE ? 'yes' : 'no',
          ],
        ],
      },
    ],
  };
}
