/**
 * Waiting for an engine that is away, and no longer than that.
 *
 * Neither engine's driver may be trusted to settle: ioredis keeps commands until
 * the connection returns, BullMQ's PostgreSQL backend never settles one that was
 * sent while it closes. So each call has a deadline, and closing ends them all.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { LetscodeError } from '@letscode/core';
import type { Engine } from './engine.js';

/** How long a call waits for an engine that is away, in ms; a restart takes about one second. */
const PATIENCE_MS = 8_000;
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 500;

export class Patience {
  readonly #engine: Engine;
  readonly #closing = new AbortController();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Aborted by `close`. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /**
   * @param work must be safe to do twice
   * @throws LetscodeError `queue_unavailable` after `patienceMs`, or when closed; other errors of ours as they come
   */
  async wait<T>(work: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
    const deadline = AbortSignal.any([this.signal, AbortSignal.timeout(patienceMs)]);
    let last: unknown;
    for (let pauseMs = FIRST_PAUSE_MS; !deadline.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return await unlessAborted(work(), deadline);
      } catch (error) {
        if (error instanceof LetscodeError) throw error;
        if (deadline.aborted) break;
        last = error;
        if (!this.#engine.isAway(error)) break;
        await sleep(pauseMs, undefined, { signal: deadline }).catch(() => {});
      }
    }
    if (this.signal.aborted) throw new LetscodeError('queue_unavailable', 'the queue was closed');
    const reason = last instanceof Error ? ` (${last.message})` : '';
    throw new LetscodeError('queue_unavailable', `the queue does not answer${reason}: try again in a moment`, {
      cause: last,
    });
  }

  close(): void {
    this.#closing.abort();
  }
}

/** Rejects when the signal fires first; what `promise` does later is ignored. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Waits for `promise` up to `ms`, however it ends; for closing what may hang. */
export async function atMost(promise: Promise<unknown>, ms: number): Promise<void> {
  const timer = new AbortController();
  await Promise.race([promise.catch(() => {}), sleep(ms, undefined, { signal: timer.signal }).catch(() => {})]);
  timer.abort();
}
