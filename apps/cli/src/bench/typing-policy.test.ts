/**
 * What the page's policy of sending drafts comes to, worked out: simulated learners, the page's own code and analysis, a
 * clock that is moved by hand, and a compiler that takes as long as is said. `letscode bench typing` measures the
 * same on a whole instance, where the machine has a say.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyzeCode } from '@letscode/analysis';
import { DraftSender } from '@letscode/browser-runtime/drafts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TYPED_LENGTH, TYPED_PROGRAMS } from './bench-typing.js';
import { typingSession } from './keystrokes.js';

const PROBLEMS = join(import.meta.dirname, '..', '..', '..', '..', 'problems');
const SESSIONS = 24;
/** To the worker and back, in ms. */
const WAY_MS = 40;

beforeAll(async () => {
  for (const language of Object.keys(TYPED_PROGRAMS)) await analyzeCode('', language);
  vi.useFakeTimers();
});
afterAll(() => {
  vi.useRealTimers();
});

interface Typed {
  /** What was sent, and when, in ms. */
  sent: { atMs: number; code: string }[];
  code: string;
  submittedAtMs: number;
  minutes: number;
}

async function typed(language: string, number: number): Promise<Typed> {
  const paths = TYPED_PROGRAMS[language] ?? [];
  const code = readFileSync(join(PROBLEMS, paths[number % paths.length] ?? ''), 'utf8').trimEnd();
  const sent: Typed['sent'] = [];
  const sender = new DraftSender({
    send: async (draft) => {
      sent.push({ atMs: Date.now(), code: draft.code });
      return { state: 'queued' };
    },
    analyze: analyzeCode,
    now: Date.now,
  });
  const { strokes, submitAfterMs } = typingSession(code, TYPED_LENGTH, number + 1);
  const beganAtMs = Date.now();
  let standing = '';
  for (const { afterMs, text } of strokes) {
    await vi.advanceTimersByTimeAsync(afterMs);
    if (text !== standing) sender.typed({ problemId: 'p', language, code: text });
    standing = text;
  }
  await vi.advanceTimersByTimeAsync(submitAfterMs);
  sender.stop();
  return { sent, code, submittedAtMs: Date.now(), minutes: (Date.now() - beganAtMs) / 60_000 };
}

/** A draft gives way to the next one, as on the server. */
function isReady({ sent, code, submittedAtMs }: Typed, compileMs: number): boolean {
  return sent.some((draft, index) => {
    const endMs = draft.atMs + WAY_MS + compileMs;
    return draft.code === code && endMs <= Math.min(submittedAtMs, sent[index + 1]?.atMs ?? submittedAtMs);
  });
}

describe.each(Object.keys(TYPED_PROGRAMS))('a learner who types %s', (language) => {
  it('finds it compiled at Submit nine times in ten, and has few drafts compiled for nothing', async () => {
    const sessions: Typed[] = [];
    for (let number = 0; number < SESSIONS; number += 1) sessions.push(await typed(language, number));
    const shareAt = (compileMs: number) => sessions.filter((one) => isReady(one, compileMs)).length / SESSIONS;
    expect(shareAt(400)).toBeGreaterThanOrEqual(0.95);
    expect(shareAt(700)).toBeGreaterThanOrEqual(0.9);
    expect(shareAt(1_000)).toBeGreaterThanOrEqual(0.75);
    const draftCount = sessions.reduce((sum, { sent }) => sum + sent.length, 0);
    const minutes = sessions.reduce((sum, one) => sum + one.minutes, 0);
    expect(draftCount / minutes).toBeLessThan(12);
  });
});
