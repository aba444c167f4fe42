/** A full disk is the operator's trouble, told as `disk_full`; it never becomes a user's verdict. */
import { statfs } from 'node:fs/promises';
import { LetscodeError } from '@letscode/core';

/** Less than this and a compilation may fail half-way, in bytes. */
const MIN_FREE_BYTES = 32 * 1024 * 1024;

/** @throws LetscodeError `disk_full` when `folder`'s file system has less than `minFreeBytes` left */
export async function requireDiskSpace(folder: string, minFreeBytes = MIN_FREE_BYTES): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes < minFreeBytes) throw diskFull(folder, undefined, freeBytes);
}

/** Runs `work`; a failure for want of space becomes `disk_full` that names the folder. */
export async function namingDiskFull<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isDiskFull(error) ? diskFull(folder, error) : error;
  }
}

function isDiskFull(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT') return true;
  return cause instanceof Error && isDiskFull(cause);
}

function diskFull(folder: string, cause?: unknown, freeBytes?: number): LetscodeError {
  const left = freeBytes === undefined ? '' : ` (${Math.floor(freeBytes / 1024 / 1024)} MiB left)`;
  return new LetscodeError(
    'disk_full',
    `The disk of ${folder} is full${left}: free some space; submissions wait until then`,
    { cause },
  );
}
