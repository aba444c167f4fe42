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
  /** Of the calls under way. One long-lived signal that all of them derive from would keep them in memory. */
  readonly #calls = new Set<AbortController>();
  #isClosed = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /**
   * @param work must be safe to do twice
   * @throws LetscodeError `queue_unavailable` after `patienceMs`, or when closed; other errors of ours as they come
   */
  async wait<T>(work: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
    let last: unknown;
    return this.within(
      patienceMs,
      async (deadline) => {
        for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
          try {
            return await unlessAborted(work(), deadline);
          } catch (error) {
            if (error instanceof LetscodeError || deadline.aborted) throw error;
            last = error;
            if (!this.#engine.isAway(error)) throw unavailable(last);
            await sleep(pauseMs, undefined, { signal: deadline });
          }
        }
      },
      () => unavailable(last),
    );
  }

  /**
   * Does `work` under a signal that fires after `ms` or when all is closed.
   *
   * @param onTimeout makes the error for the first case
   * @throws LetscodeError `queue_unavailable` in the second
   */
  async within<T>(ms: number, work: (deadline: AbortSignal) => Promise<T>, onTimeout: () => LetscodeError): Promise<T> {
    if (this.#isClosed) throw closedError();
    const call = new AbortController();
    const timer = setTimeout(() => call.abort(), ms);
    this.#calls.add(call);
    try {
      return await unlessAborted(work(call.signal), call.signal);
    } catch (error) {
      if (!call.signal.aborted) throw error;
      throw this.#isClosed ? closedError() : onTimeout();
    } finally {
      clearTimeout(timer);
      this.#calls.delete(call);
    }
  }

  /** Ends every call under way. */
  close(): void {
    this.#isClosed = true;
    for (const call of this.#calls) call.abort();
  }
}

function closedError(): LetscodeError {
  return new LetscodeError('queue_unavailable', 'the queue was closed');
}

function unavailable(cause: unknown): LetscodeError {
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  return new LetscodeError('queue_unavailable', `the queue does not answer${reason}: try again in a moment`, { cause });
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
