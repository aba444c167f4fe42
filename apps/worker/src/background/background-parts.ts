/** What background work is done with, and how its progress is told. */
import { type AuthoringUpdate, type ErrorCode, LetscodeError } from '@letscode/core';
import type { Judge } from '@letscode/judge';
import type { LanguageDefinition } from '@letscode/languages';
import type { AuthoringEvent } from '@letscode/queue';
import type { Store } from '@letscode/store';
import type { Logger } from 'pino';
import type { TaskLoader } from '../data/task-loader.js';

export interface BackgroundParts {
  store: Pick<Store, 'verifications' | 'rejudgings' | 'problems'>;
  tasks: Pick<TaskLoader, 'load' | 'loadPackage'>;
  judge: Judge;
  /** All that this version knows, those that work as they were proven. */
  knownLanguages: () => readonly LanguageDefinition[];
  usableLanguageIds: () => ReadonlySet<string>;
  publish: (event: AuthoringEvent) => Promise<void>;
  /** Rejects with `disk_full` when nothing can be judged for want of space. */
  requireSpace: () => Promise<void>;
  dataFolder: string;
  log: Logger;
}

export interface Delivery {
  isLast: boolean;
  /** Aborted when the lease is lost or the worker stops. */
  signal: AbortSignal;
}

/** Faults that pass or that the operator mends: the work waits, it doesn't fail. */
const WAITS: ReadonlySet<ErrorCode> = new Set([
  'disk_full',
  'database_unavailable',
  'queue_unavailable',
  'isolation_missing',
]);

/** Whether what was thrown ends the work, and why: after the last delivery, or where trying again cannot help. */
export function endOf(error: unknown, { isLast, signal }: Delivery): string | undefined {
  if (signal.aborted) return undefined;
  const code = error instanceof LetscodeError ? error.code : 'internal';
  if (WAITS.has(code)) return undefined;
  const isHopeless = code === 'bad_package' || code === 'language_unavailable';
  if (!isLast && !isHopeless) return undefined;
  return error instanceof LetscodeError ? error.message : 'The judge failed; the log has the particulars';
}

/** Sends an event; the store has the truth, so one that can't be sent is only logged. */
export async function tell(
  { publish, log }: BackgroundParts,
  userId: string | undefined,
  authoring: AuthoringUpdate['data'],
): Promise<void> {
  if (userId === undefined) return;
  try {
    await publish({ userId, authoring });
  } catch (error) {
    log.debug({ err: error }, 'an event could not be sent');
  }
}
