/**
 * Test data on this machine's disk, by content: `<folder>/<first two hex digits>/<sha256>`.
 * It comes as a stream and is never whole in memory.
 *
 * A file is written under a temporary name, then renamed, so that a name always stands for
 * whole content; after a power failure it might not, so each file's hash is checked once per
 * process before it is trusted. Several workers share a folder. Files not used for a while
 * make room for new ones when the folder outgrows its bound; a run under way keeps its files
 * because use renews their time stamp.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LetscodeError } from '@letscode/core';
import { namingDiskFull } from './disk-space.js';

export interface BlobCacheOptions {
  /** Made when absent. */
  folder: string;
  maxBytes: number;
  /** Where the content comes from. */
  read: (sha256: string) => Promise<{ chunks: AsyncIterable<Uint8Array> } | undefined>;
  /** Called before files are removed for want of room: gives up what only links to them. */
  beforeTrim?: () => Promise<void>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** A file used within this time is never removed, in ms. */
const IN_USE_MS = 30 * 60_000;
/** How often a used file's time stamp is renewed at most, in ms. */
const RENEW_MS = 60_000;

export class BlobCache {
  readonly #options: BlobCacheOptions;
  readonly #pending = new Map<string, Promise<string>>();
  /** Checked files → when their time stamp was last renewed. */
  readonly #checked = new Map<string, number>();
  #writtenSinceTrim = 0;
  #trimming: Promise<void> | undefined;

  constructor(options: BlobCacheOptions) {
    this.#options = options;
  }

  /**
   * @returns the absolute path of a file with this content; not to be written to
   * @throws LetscodeError `internal` when nobody has the content, `disk_full`
   */
  path(sha256: string): Promise<string> {
    const pending = this.#pending.get(sha256);
    if (pending) return pending;
    const path = this.#provide(sha256).finally(() => this.#pending.delete(sha256));
    this.#pending.set(sha256, path);
    return path;
  }

  async #provide(sha256: string): Promise<string> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new LetscodeError('internal', `"${sha256}" is not a SHA-256`);
    const path = join(this.#options.folder, sha256.slice(0, 2), sha256);
    if (await this.#isSound(path, sha256)) {
      await this.#renew(path);
      return path;
    }
    const content = await this.#options.read(sha256);
    if (!content)
      throw new LetscodeError('internal', `Test data ${sha256} is not in the store: import the problem again`);
    const byteCount = await namingDiskFull(this.#options.folder, () => writeChecked(path, content.chunks, sha256));
    this.#checked.set(path, this.#options.now());
    this.#noteWritten(byteCount);
    return path;
  }

  async #isSound(path: string, sha256: string): Promise<boolean> {
    try {
      if (this.#checked.has(path)) return (await stat(path)).isFile();
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      if (hash.digest('hex') === sha256) return true;
    } catch {
      // Not there, or not readable: written anew.
    }
    this.#checked.delete(path);
    return false;
  }

  async #renew(path: string): Promise<void> {
    const now = this.#options.now();
    const renewedAt = this.#checked.get(path) ?? 0;
    this.#checked.set(path, Math.max(renewedAt, now - RENEW_MS));
    if (now - renewedAt < RENEW_MS) return;
    this.#checked.set(path, now);
    await utimes(path, now / 1000, now / 1000).catch(() => {});
  }

  #noteWritten(byteCount: number): void {
    this.#writtenSinceTrim += byteCount;
    if (this.#writtenSinceTrim < this.#options.maxBytes / 16) return;
    this.#writtenSinceTrim = 0;
    this.#trimming ??= this.trim()
      .catch(() => {})
      .finally(() => {
        this.#trimming = undefined;
      });
  }

  /** Removes files unused for longest until the folder is four fifths of its bound, if it is over it. */
  async trim(): Promise<void> {
    const { folder, maxBytes, now } = this.#options;
    const files = await listFiles(folder);
    let total = files.reduce((sum, file) => sum + file.byteCount, 0);
    if (total <= maxBytes) return;
    await this.#options.beforeTrim?.();
    files.sort((a, b) => a.usedAtMs - b.usedAtMs);
    for (const { path, byteCount, usedAtMs } of files) {
      if (total <= maxBytes * 0.8 || now() - usedAtMs < IN_USE_MS) return;
      await rm(path, { force: true });
      this.#checked.delete(path);
      total -= byteCount;
    }
  }
}

async function listFiles(folder: string): Promise<{ path: string; byteCount: number; usedAtMs: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const found = await stat(path).catch(() => undefined);
    if (found) files.push({ path, byteCount: found.size, usedAtMs: found.mtimeMs });
  }
  return files;
}

/** @returns how many bytes it has. @throws LetscodeError `internal` when the content has another hash */
async function writeChecked(path: string, chunks: AsyncIterable<Uint8Array>, sha256: string): Promise<number> {
  const hash = createHash('sha256');
  let byteCount = 0;
  async function* checked(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      byteCount += chunk.length;
      yield chunk;
    }
    if (hash.digest('hex') !== sha256) {
      throw new LetscodeError('internal', `Test data ${sha256} is damaged in the store: import the problem again`);
    }
  }
  await writeWhole(path, checked());
  return byteCount;
}

/** Writes a file so that its name never stands for a part of it. */
export async function writeWhole(path: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  const temporary = `${path}.${randomUUID()}.new`;
  try {
    const file = await open(temporary, 'wx', 0o644);
    try {
      // Each call goes on where the last one ended.
      if (content instanceof Uint8Array) await file.writeFile(content);
      else for await (const chunk of content) await file.writeFile(chunk);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
