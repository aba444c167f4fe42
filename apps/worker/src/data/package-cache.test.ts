import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobReading, PackageFileEntry } from '@letscode/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BlobCache } from './blob-cache.js';
import { PackageCache } from './package-cache.js';
import { TestDataSource } from './test-data-source.js';

let folder: string;
let content: Map<string, string>;
let readCount: number;
let nowMs: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letscode-packages-'));
  content = new Map();
  readCount = 0;
  nowMs = Date.now();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** What stands behind the caches. */
const blobStore = {
  async read(sha256: string): Promise<BlobReading | undefined> {
    readCount += 1;
    const text = content.get(sha256);
    return text === undefined ? undefined : { byteCount: text.length, chunks: oneChunk(text) };
  },
};

function open() {
  const blobs = new BlobCache({
    folder: join(folder, 'blobs'),
    maxBytes: 1024,
    read: (sha256) => blobStore.read(sha256),
    now: () => nowMs,
  });
  return { blobs, packages: new PackageCache(join(folder, 'packages'), blobs, () => nowMs) };
}

function fileOf(path: string, text: string, isExecutable = false): PackageFileEntry {
  const sha256 = createHash('sha256').update(text).digest('hex');
  content.set(sha256, text);
  return { path, sha256, byteCount: text.length, ...(isExecutable ? { isExecutable } : {}) };
}

const HASH = 'a'.repeat(64);

describe('the cache of packages', () => {
  it('makes a folder of exactly the files, by the name of the problem, whose data takes no space of its own', async () => {
    const { packages } = open();
    const files = [
      fileOf('problem.yaml', 'name: x'),
      fileOf('data/secret/1.in', '1'),
      fileOf('run', '#!/bin/sh', true),
    ];
    const path = await packages.path({ id: 'sum', packageSha256: HASH, files });
    expect(path.split('/').at(-1)).toBe('sum');
    expect((await readdir(path, { recursive: true })).sort()).toEqual([
      'data',
      'data/secret',
      'data/secret/1.in',
      'problem.yaml',
      'run',
    ]);
    expect(await readFile(join(path, 'data/secret/1.in'), 'utf8')).toBe('1');
    expect((await stat(join(path, 'data/secret/1.in'))).nlink).toBe(2);
    expect((await stat(join(path, 'run'))).mode & 0o111).toBe(0o111);
    expect(await readdir(join(path, '..', '.making'))).toEqual([]);
  });

  it('mends, in a new process, what a power failure has cut short', async () => {
    const files = [fileOf('problem.yaml', 'all of it')];
    const path = await open().packages.path({ id: 'sum', packageSha256: HASH, files });
    await truncate(join(path, 'problem.yaml'), 3);
    await open().packages.path({ id: 'sum', packageSha256: HASH, files });
    expect(await readFile(join(path, 'problem.yaml'), 'utf8')).toBe('all of it');
  });

  it('refuses a file that would lie outside', async () => {
    const files = [fileOf('../../evil', 'x')];
    await expect(open().packages.path({ id: 'sum', packageSha256: HASH, files })).rejects.toThrow('outside its folder');
  });

  it('gives up packages that nobody has used for a while, and no other', async () => {
    const { packages } = open();
    const old = await packages.path({ id: 'old', packageSha256: HASH, files: [fileOf('a', 'a')] });
    nowMs += 31 * 60_000;
    const used = await packages.path({ id: 'used', packageSha256: 'b'.repeat(64), files: [fileOf('b', 'b')] });
    await packages.trim();
    expect(await packages.touch(old)).toBe(false);
    expect(await packages.touch(used)).toBe(true);
  });
});

describe('the source of test data', () => {
  it('keeps small files in memory, and asks nobody for them again', async () => {
    const { sha256 } = fileOf('a', 'small');
    const source = new TestDataSource(blobStore);
    for (let count = 0; count < 3; count += 1) {
      for await (const chunk of (await source.read(sha256))?.chunks ?? [])
        expect(Buffer.from(chunk).toString()).toBe('small');
    }
    expect(readCount).toBe(1);
  });

  it('shares them with other machines, and believes nothing that has another hash', async () => {
    const shared = new Map<string, Uint8Array>();
    const cache = {
      get: async (key: string) => shared.get(key),
      set: async (key: string, bytes: Uint8Array) => void shared.set(key, bytes),
      close: () => {},
    };
    const { sha256 } = fileOf('a', 'shared');
    await new TestDataSource(blobStore, cache).read(sha256);
    await new TestDataSource(blobStore, cache).read(sha256);
    expect(readCount).toBe(1);
    for (const key of shared.keys()) shared.set(key, Buffer.from('poison'));
    const found = await new TestDataSource(blobStore, cache).read(sha256);
    for await (const chunk of found?.chunks ?? []) expect(Buffer.from(chunk).toString()).toBe('shared');
    expect(readCount).toBe(2);
  });
});
