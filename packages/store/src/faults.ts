/**
 * Faults of the database: which are worth waiting out, and what the rest mean.
 *
 *   the server restarts, is out of reach, cut us off    → tried again with growing pauses for `RETRY_MS`,
 *                                                         then `database_unavailable`
 *   serialisation failure, deadlock                     → tried again
 *   no space left (53100, ENOSPC)                       → `disk_full`, at once
 *   anything else                                       → unchanged: a fault in our code
 *
 * A statement whose connection breaks may have been committed or not. So only
 * work that may be done twice goes through `persistently`; every operation of the
 * store is written that way.
 *
 * SQLSTATEs: https://www.postgresql.org/docs/16/errcodes-appendix.html
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { LetscodeError } from '@letscode/core';

/** How long an operation waits for the server before it gives up, in ms; a restart takes about one second. */
export const RETRY_MS = 8_000;

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;

const AWAY_STATES = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '53300',
  '25P03',
  '08000',
  '08003',
  '08006',
  '08001',
  '08004',
]);
const CONTENTION_STATES = new Set(['40001', '40P01', '55P03']);
const AWAY_ERRNOS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EAGAIN',
]);
/** pg reports these without a code. */
const AWAY_MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|timeout expired/i;

type Fault = 'away' | 'contention' | 'disk full' | 'other';

/** What kind of fault an error of pg or kysely is. */
export function faultOf(error: unknown): Fault {
  if (error instanceof LetscodeError) return 'other';
  if (error instanceof AggregateError && error.errors.length > 0) return faultOf(error.errors[0]);
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return 'disk full';
  if (typeof message === 'string' && /no space left on device/i.test(message)) return 'disk full';
  if (typeof code === 'string' && (AWAY_STATES.has(code) || AWAY_ERRNOS.has(code))) return 'away';
  if (typeof code === 'string' && CONTENTION_STATES.has(code)) return 'contention';
  if (typeof message === 'string' && AWAY_MESSAGES.test(message)) return 'away';
  return 'other';
}

/**
 * Does `work`, again and again while the database is away.
 *
 * @param work must be safe to do twice: the first time may have been committed although it rejected.
 *   It is told whether this is a repetition.
 * @param retryMs how long to go on, in ms
 * @throws LetscodeError `database_unavailable`, `disk_full`; others as they come
 */
export async function persistently<T>(work: (isRepetition: boolean) => Promise<T>, retryMs = RETRY_MS): Promise<T> {
  const deadline = performance.now() + retryMs;
  let pauseMs = FIRST_PAUSE_MS;
  for (let isRepetition = false; ; isRepetition = true) {
    try {
      return await work(isRepetition);
    } catch (error) {
      const fault = faultOf(error);
      if (fault === 'other') throw error;
      if (fault === 'disk full') {
        throw new LetscodeError('disk_full', 'the disk of the database is full: free some space; nothing was stored', {
          cause: error,
        });
      }
      if (performance.now() + pauseMs > deadline) throw unavailable(error);
      await sleep(pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }
}

function unavailable(cause: unknown): LetscodeError {
  const reason = cause instanceof Error && cause.message !== '' ? cause.message : String(cause);
  return new LetscodeError('database_unavailable', `the database does not answer (${reason}): try again in a moment`, {
    cause,
  });
}
