/**
 * Output validators as folders on disk: `<folder>/<hash over paths and contents>/…`, built
 * under a temporary name and renamed when whole. They are small and stay.
 */
import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { LetscodeError } from '@letscode/core';
import type { BlobCache } from './blob-cache.js';
import { namingDiskFull } from './disk-space.js';

interface ValidatorFile {
  /** Relative to the validator's folder. */
  path: string;
  sha256: string;
}

export class ValidatorCache {
  readonly #folder: string;
  readonly #blobs: BlobCache;
  readonly #pending = new Map<string, Promise<string>>();

  constructor(folder: string, blobs: BlobCache) {
    this.#folder = folder;
    this.#blobs = blobs;
  }

  /** @returns the absolute path of a folder with exactly these files */
  path(files: readonly ValidatorFile[]): Promise<string> {
    const key = createHash('sha256')
      .update(JSON.stringify(files.map(({ path, sha256 }) => [path, sha256])))
      .digest('hex');
    const pending = this.#pending.get(key);
    if (pending) return pending;
    const path = namingDiskFull(this.#folder, () => this.#provide(join(this.#folder, key), files)).finally(() =>
      this.#pending.delete(key),
    );
    this.#pending.set(key, path);
    return path;
  }

  async #provide(path: string, files: readonly ValidatorFile[]): Promise<string> {
    if (await isFolder(path)) return path;
    const temporary = `${path}.${randomUUID()}.new`;
    try {
      for (const file of files) {
        const target = join(temporary, safeRelative(file.path));
        await mkdir(dirname(target), { recursive: true });
        await copyFile(await this.#blobs.path(file.sha256), target);
      }
      await rename(temporary, path).catch(async (error: unknown) => {
        // Another worker was quicker with the same content.
        if (!(await isFolder(path))) throw error;
      });
      return path;
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }
}

/** @throws LetscodeError `internal` for a path that leaves its folder */
function safeRelative(path: string): string {
  const normal = normalize(path);
  if (normal.startsWith('/') || normal.split('/').includes('..')) {
    throw new LetscodeError('internal', `The validator's file "${path}" lies outside its folder`);
  }
  return normal;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
