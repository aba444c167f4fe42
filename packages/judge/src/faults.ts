/**
 * Whose fault: turns what goes wrong around a run into a LetscodeError.
 *
 * A full disk or a broken one must never look like a wrong program, so every
 * access to scratch files passes through here.
 */
import { LetscodeError } from '@letscode/core';

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT']);

/** The LetscodeError that `cause` means; one that is a LetscodeError already, or an abort, stays as it is. */
export function asJudgeFault(cause: unknown, doing: string): unknown {
  if (cause instanceof LetscodeError) return cause;
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) return cause;
  const what = `${doing}: ${(cause as Error).message}`;
  if (DISK_FULL.has(code)) {
    return new LetscodeError(
      'disk_full',
      `The disk is full while ${what}. Free some space; the submission is judged again.`,
      { cause },
    );
  }
  return new LetscodeError('sandbox_fault', `Failed while ${what}`, { cause });
}

/** Runs `action`, giving faults of files their code. */
export async function guardFiles<T>(doing: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    throw asJudgeFault(cause, doing);
  }
}

/** @param detail what a box that failed twice said of itself */
export function sandboxFault(detail: string): LetscodeError {
  if (/ENOSPC|EDQUOT|No space left/i.test(detail)) {
    return new LetscodeError('disk_full', `The disk is full: the sandbox says ${detail}. Free some space.`);
  }
  return new LetscodeError('sandbox_fault', `The sandbox failed twice: ${detail}`, { details: { detail } });
}
