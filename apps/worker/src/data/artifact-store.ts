/**
 * Compiled programs on this machine's disk, for an hour: one file `<folder>/<first two hex digits>/<key>` for each.
 * With a Redis, small ones are shared between machines, under a seal that only workers of this
 * database can make: who can write to Redis cannot slip a program in.
 *
 *     entry   <length of header, 4 bytes> <header: JSON> <the files' bytes, one after the other>
 *     shared  <seal: HMAC-SHA-256 over key and entry, 32 bytes> <entry>
 *
 * A file of a compilation is made anew for each who takes it, so that nobody holds what another
 * one runs.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunReport } from '@letscode/core';
import type { ArtifactStore, KeptCompilation } from '@letscode/judge';
import { writeWhole } from './blob-cache.js';
import type { SharedCache } from './shared-cache.js';

export interface ArtifactStoreOptions {
  /** Made when absent. */
  folder: string;
  /** Of the folder. */
  maxBytes?: number;
  shared?: { cache: SharedCache; secret: string } | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
}

const TTL_MS = 3_600_000;
const MAX_BYTES = 1024 ** 3;
/** Larger ones are compiled again. */
const MAX_ENTRY_BYTES = 64 * 1024 ** 2;
const MAX_SHARED_BYTES = 8 * 1024 ** 2;
const SEAL_BYTES = 32;

interface Header {
  createdAtMs: number;
  report: RunReport;
  stdoutBytes: number;
  stderrBytes: number;
  files: { path: string; byteCount: number }[];
}

export class DiskArtifactStore implements ArtifactStore {
  readonly #options: ArtifactStoreOptions;
  #writtenSinceTrim = 0;
  #trimming: Promise<void> | undefined;

  constructor(options: ArtifactStoreOptions) {
    this.#options = options;
  }

  async take(key: string, hostFolder: string | undefined): Promise<KeptCompilation | undefined> {
    const entry = (await readFile(this.#pathOf(key)).catch(() => undefined)) ?? (await this.#fromShared(key));
    if (!entry) return undefined;
    const { header, bodyAt } = unpack(entry);
    if (this.#options.now() - header.createdAtMs > TTL_MS) return undefined;
    let at = bodyAt;
    const next = (byteCount: number) => entry.subarray(at, (at += byteCount));
    const [stdout, stderr] = [next(header.stdoutBytes), next(header.stderrBytes)];
    for (const { path, byteCount } of header.files) {
      if (hostFolder === undefined) throw new Error('a compilation that leaves files needs a folder for them');
      const target = join(hostFolder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, next(byteCount), { flag: 'wx', mode: 0o755 });
    }
    return { report: header.report, stdout, stderr };
  }

  async keep(key: string, compilation: KeptCompilation, hostFolder: string | undefined): Promise<void> {
    const entry = await this.#pack(compilation, hostFolder);
    if (!entry) return;
    await this.#write(key, entry);
    const { shared } = this.#options;
    if (shared && entry.length <= MAX_SHARED_BYTES) {
      await shared.cache.set(`artifact:${key}`, Buffer.concat([sealOf(shared.secret, key, entry), entry]), TTL_MS);
    }
  }

  async #write(key: string, entry: Buffer): Promise<void> {
    await writeWhole(this.#pathOf(key), entry);
    const { maxBytes = MAX_BYTES } = this.#options;
    this.#writtenSinceTrim += entry.length;
    if (this.#writtenSinceTrim < maxBytes / 16) return;
    this.#writtenSinceTrim = 0;
    this.#trimming ??= this.trim()
      .catch(() => {})
      .finally(() => {
        this.#trimming = undefined;
      });
  }

  async #fromShared(key: string): Promise<Buffer | undefined> {
    const { shared } = this.#options;
    const found = await shared?.cache.get(`artifact:${key}`);
    if (!shared || !found || found.length < SEAL_BYTES) return undefined;
    const bytes = Buffer.from(found.buffer, found.byteOffset, found.byteLength);
    const entry = bytes.subarray(SEAL_BYTES);
    if (!timingSafeEqual(bytes.subarray(0, SEAL_BYTES), sealOf(shared.secret, key, entry))) return undefined;
    await this.#write(key, entry);
    return entry;
  }

  #pathOf(key: string): string {
    return join(this.#options.folder, key.slice(0, 2), key);
  }

  /** @returns undefined for one that is too large */
  async #pack(
    { report, stdout, stderr }: KeptCompilation,
    hostFolder: string | undefined,
  ): Promise<Buffer | undefined> {
    const paths = hostFolder === undefined ? [] : await filesBelow(hostFolder, '');
    const bodies: Uint8Array[] = [stdout, stderr];
    const files: Header['files'] = [];
    let total = stdout.length + stderr.length;
    for (const path of paths) {
      const hostPath = join(hostFolder as string, path);
      total += (await stat(hostPath)).size;
      if (total > MAX_ENTRY_BYTES) return undefined;
      const bytes = await readFile(hostPath);
      bodies.push(bytes);
      files.push({ path, byteCount: bytes.length });
    }
    const [stdoutBytes, stderrBytes] = [stdout.length, stderr.length];
    const header: Header = { createdAtMs: this.#options.now(), report, stdoutBytes, stderrBytes, files };
    const json = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(json.length);
    return Buffer.concat([length, json, ...bodies]);
  }

  /**
   * Removes what is too old, then the oldest until the folder is four fifths of its bound.
   *
   * @param aheadMs removes what will be too old within this time as well
   */
  async trim(aheadMs = 0): Promise<void> {
    const { folder, maxBytes = MAX_BYTES, now } = this.#options;
    const found: { path: string; byteCount: number; writtenAtMs: number }[] = [];
    for (const name of await filesBelow(folder, '').catch(() => [])) {
      const path = join(folder, name);
      const file = await stat(path).catch(() => undefined);
      if (file) found.push({ path, byteCount: file.size, writtenAtMs: file.mtimeMs });
    }
    found.sort((a, b) => a.writtenAtMs - b.writtenAtMs);
    let total = found.reduce((sum, { byteCount }) => sum + byteCount, 0);
    for (const { path, byteCount, writtenAtMs } of found) {
      if (total <= maxBytes * 0.8 && now() - writtenAtMs <= TTL_MS - aheadMs) return;
      await rm(path, { force: true });
      total -= byteCount;
    }
  }
}

function unpack(entry: Buffer): { header: Header; bodyAt: number } {
  const bodyAt = 4 + entry.readUInt32BE(0);
  const header = JSON.parse(entry.toString('utf8', 4, bodyAt)) as Header;
  const bodyBytes = header.files.reduce((sum, file) => sum + file.byteCount, header.stdoutBytes + header.stderrBytes);
  if (bodyAt + bodyBytes !== entry.length) throw new Error('a kept compilation is damaged');
  return { header, bodyAt };
}

function sealOf(secret: string, key: string, entry: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(key).update(entry).digest();
}

/** Regular files; the sandbox collects no links. */
async function filesBelow(folder: string, below: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) files.push(...(await filesBelow(folder, path)));
    else if (entry.isFile()) files.push(path);
  }
  return files.sort();
}
