/**
 * Sends what is being typed to be compiled ahead, when typing pauses and the code parses.
 *
 *     typed ──→ pause of PAUSE_MS ──→ parses? ──→ sent ──→ queued, ready    the next pause is as long
 *       ↑             │ typed again      │ no        └──→ declined           the next one is twice as long
 *       └─────────────┴──────────────────┘                └─→ no answer, too many   nothing for REST_MS
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
const LONGEST_PAUSE_MS = 12_000;
const REST_MS = 60_000;

export class DraftSender {
  readonly #parts: DraftSenderParts;
  #pauseMs = PAUSE_MS;
  #restUntilMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | undefined;
  #lastSent = '';

  constructor(parts: DraftSenderParts) {
    this.#parts = parts;
  }

  /** The code is this now. */
  typed(draft: Draft): void {
    this.stop();
    if (draft.code.trim() === '') return;
    this.#timer = setTimeout(() => void this.#consider(draft), this.#pauseMs);
  }

  /** Forgets what was typed, and the request that is under way. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = undefined;
  }

  async #consider(draft: Draft): Promise<void> {
    const { send, analyze, now } = this.#parts;
    const key = JSON.stringify(draft);
    if (key === this.#lastSent || now() < this.#restUntilMs) return;
    const abort = new AbortController();
    this.#abort = abort;
    try {
      const { coverage, parses } = await analyze(draft.code, draft.language);
      if ((coverage !== 'none' && !parses) || abort.signal.aborted) return;
      this.#lastSent = key;
      const { state } = await send(draft, abort.signal);
      this.#pauseMs = state === 'declined' ? Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS) : PAUSE_MS;
    } catch {
      if (abort.signal.aborted) this.#lastSent = '';
      else this.#restUntilMs = now() + REST_MS;
    }
  }
}
