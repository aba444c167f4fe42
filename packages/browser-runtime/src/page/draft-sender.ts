/**
 * Sends what is being typed to be compiled ahead, when typing pauses and the code parses.
 *
 *     typed ──→ a pause ──→ may compile? ──→ sent ──→ queued, ready    the next pauses are as long
 *       ↑          │ typed again   │ no        └──→ declined           the next ones are twice as long
 *       └──────────┴───────────────┘                └─→ no answer, too many   nothing for REST_MS
 *
 * The pause is short after what may be the last key, and long after one that hardly ever is (white space, a letter, an operator),
 * or when many drafts of the last minute came to nothing. docs/tiers.md has the figures.
 *
 * A courtesy to the one who will press Submit: nothing of it is shown, and no failure of it is anybody's.
 */
import type { DraftResponse } from '@letscode/core';

export interface Draft {
  problemId: string;
  language: string;
  code: string;
}

export interface DraftSenderParts {
  /** Rejects for whatever reason; `signal` is aborted when newer code has come. */
  send: (draft: Draft, signal: AbortSignal) => Promise<DraftResponse>;
  /** What is known of the program; `coverage` is none where its language cannot be read. */
  analyze: (code: string, language: string) => Promise<{ coverage: 'whole' | 'part' | 'none'; parses: boolean }>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Between two key strokes of somebody who goes on typing there is seldom more, in ms. */
export const PAUSE_MS = 700;
/** After what may be the last key, in ms: who is about to submit looks for a second or two, and a compiler takes one. */
export const SHORT_PAUSE_MS = 250;
/** Drafts within a minute beyond which all pauses are long; the server takes no more than 20. */
export const SHORT_PAUSES_A_MINUTE = 12;
const MINUTE_MS = 60_000;
/** What is put in last before a submission seldom ends so. */
const SELDOM_LAST = /[\s\p{L}_,.([{+*/&|-]$/u;
const LONGEST_PAUSE_MS = 12_000;
const REST_MS = 60_000;
/** Languages in which nothing without a main compiles. */
const NEEDS_MAIN: ReadonlySet<string> = new Set(['c', 'cpp', 'go', 'java', 'rust']);

export class DraftSender {
  readonly #parts: DraftSenderParts;
  /** By which pauses are longer than they would be: doubled by each draft that is declined. */
  #patience = 1;
  #restUntilMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | undefined;
  #lastSent = '';
  #lastCode = '';
  /** When drafts were sent, in the last minute. */
  #sentAtMs: number[] = [];

  constructor(parts: DraftSenderParts) {
    this.#parts = parts;
  }

  /** The code is this now. */
  typed(draft: Draft): void {
    this.stop();
    const before = this.#lastCode;
    this.#lastCode = draft.code;
    if (draft.code.trim() === '') return;
    const pauseMs = Math.min(this.#pauseAfter(before, draft.code) * this.#patience, LONGEST_PAUSE_MS);
    this.#timer = setTimeout(() => void this.#consider(draft), pauseMs);
  }

  /** Forgets what was typed, and the request that is under way. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = undefined;
  }

  #pauseAfter(before: string, code: string): number {
    const nowMs = this.#parts.now();
    this.#sentAtMs = this.#sentAtMs.filter((atMs) => nowMs - atMs < MINUTE_MS);
    if (this.#sentAtMs.length >= SHORT_PAUSES_A_MINUTE) return PAUSE_MS;
    return mayBeLast(before, code) ? SHORT_PAUSE_MS : PAUSE_MS;
  }

  async #consider(draft: Draft): Promise<void> {
    const { send, analyze, now } = this.#parts;
    const key = JSON.stringify(draft);
    if (key === this.#lastSent || now() < this.#restUntilMs) return;
    if (NEEDS_MAIN.has(draft.language) && !/\bmain\b/.test(draft.code)) return;
    const abort = new AbortController();
    this.#abort = abort;
    try {
      const { coverage, parses } = await analyze(draft.code, draft.language);
      if ((coverage !== 'none' && !parses) || abort.signal.aborted) return;
      this.#lastSent = key;
      this.#sentAtMs.push(now());
      const { state } = await send(draft, abort.signal);
      this.#patience = state === 'declined' ? Math.min(this.#patience * 2, LONGEST_PAUSE_MS / SHORT_PAUSE_MS) : 1;
    } catch {
      if (abort.signal.aborted) this.#lastSent = '';
      else this.#restUntilMs = now() + REST_MS;
    }
  }
}

/** Whether what was put in last, going by the code before, may be all: it ends in none of what seldom is. */
function mayBeLast(before: string, code: string): boolean {
  const shorter = Math.min(before.length, code.length);
  let same = 0;
  while (same < shorter && before[same] === code[same]) same += 1;
  let sameAtEnd = 0;
  while (sameAtEnd < shorter - same && before.at(-1 - sameAtEnd) === code.at(-1 - sameAtEnd)) sameAtEnd += 1;
  const putIn = code.slice(same, code.length - sameAtEnd);
  return !SELDOM_LAST.test(putIn);
}
