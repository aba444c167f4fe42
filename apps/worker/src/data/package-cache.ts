/**
 * Packages as folders on this machine: `<folder>/<package hash>/<problem id>/…`, as the author
 * wrote them. The files are links to those of the blob cache, so that a package costs no space
 * beside them and two versions of it share what is the same.
 *
 * Several workers share the folder. Each checks every file once, before it trusts it.
 */
import { randomUUID } from 'node:crypto';
import { chmod, copyFile, link, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { LetscodeError } from '@letscode/core';
import type { PackageFileEntry } from '@letscode/store';
import type { BlobCache } from './blob-cache.js';
import { namingDiskFull } from './disk-space.js';

export interface PackageToProvide {
  /** The problem's. */
  id: string;
  packageSha256: string;
  files: readonly PackageFileEntry[];
}

/** Files fetched at the same time. */
const PARALLEL_COUNT = 8;
/** A package used within this time is never removed, in ms. */
const IN_USE_MS = 30 * 60_000;

export class PackageCache {
  readonly #folder: string;
  readonly #blobs: Pick<BlobCache, 'path'>;
  readonly #now: () => number;
  readonly #pending = new Map<string, Promise<string>>();

  /** @param now milliseconds since 1970 */
  constructor(folder: string, blobs: Pick<BlobCache, 'path'>, now: () => number) {
    this.#folder = folder;
    this.#blobs = blobs;
    this.#now = now;
  }

  /**
   * @returns the absolute path of the package's folder; not to be written to
   * @throws LetscodeError `disk_full`, `database_unavailable`, `internal`
   */
  path(wanted: PackageToProvide): Promise<string> {
    const pending = this.#pending.get(wanted.packageSha256);
    if (pending) return pending;
    const path = namingDiskFull(this.#folder, () => this.#provide(wanted)).finally(() =>
      this.#pending.delete(wanted.packageSha256),
    );
    this.#pending.set(wanted.packageSha256, path);
    return path;
  }

  /** Tells that a package is in use. @returns false when it has been removed meanwhile */
  async touch(path: string): Promise<boolean> {
    const now = this.#now() / 1000;
    return utimes(path, now, now).then(
      () => true,
      () => false,
    );
  }

  async #provide({ id, packageSha256, files }: PackageToProvide): Promise<string> {
    if (!/^[0-9a-f]{64}$/.test(packageSha256)) throw new LetscodeError('internal', `"${packageSha256}" is no hash`);
    const home = join(this.#folder, packageSha256);
    const path = join(home, id);
    const making = join(home, '.making');
    await mkdir(making, { recursive: true });
    await mkdir(path, { recursive: true });
    for (let begin = 0; begin < files.length; begin += PARALLEL_COUNT) {
      const group = files.slice(begin, begin + PARALLEL_COUNT);
      await Promise.all(group.map((file) => this.#place(file, join(path, safeRelative(file.path)), making)));
    }
    await this.touch(path);
    return path;
  }

  async #place({ sha256, isExecutable }: PackageFileEntry, target: string, making: string): Promise<void> {
    const blob = await this.#blobs.path(sha256);
    // A program gets a mode of its own, so it is a copy.
    if (!isExecutable && (await isSameFile(blob, target))) return;
    const temporary = join(making, randomUUID());
    try {
      if (isExecutable) await copyAs(blob, temporary, 0o755);
      else await link(blob, temporary).catch(() => copyAs(blob, temporary, 0o644));
      await mkdir(dirname(target), { recursive: true });
      await rename(temporary, target);
    } finally {
      // Also when `target` was the same file already: then rename does nothing at all.
      await rm(temporary, { force: true });
    }
  }

  /** Removes packages that nobody has used for a while: their files then are the blob cache's alone. */
  async trim(): Promise<void> {
    for (const hash of await readdir(this.#folder).catch(() => [])) {
      const home = join(this.#folder, hash);
      const ids = (await readdir(home).catch(() => [])).filter((name) => name !== '.making');
      const times = await Promise.all(
        ids.map(async (id) => (await stat(join(home, id)).catch(() => undefined))?.mtimeMs),
      );
      const usedAtMs = Math.max(0, ...times.map((time) => time ?? 0));
      if (!this.#pending.has(hash) && this.#now() - usedAtMs > IN_USE_MS)
        await rm(home, { recursive: true, force: true });
    }
  }
}

async function copyAs(from: string, to: string, mode: number): Promise<void> {
  await copyFile(from, to);
  await chmod(to, mode);
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([stat(one), stat(other).catch(() => undefined)]);
  return b !== undefined && a.ino === b.ino && a.dev === b.dev;
}

/** @throws LetscodeError `internal` for a path that leaves its folder */
function safeRelative(path: string): string {
  const normal = normalize(path);
  if (normal.startsWith('/') || normal.split('/').includes('..') || path.includes('\0')) {
    throw new LetscodeError('internal', `The package's file "${path}" lies outside its folder`);
  }
  return normal;
}
