import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BlobCache } from './blob-cache.js';
import { requireDiskSpace } from './disk-space.js';
import { ValidatorCache } from './validator-cache.js';

const runCommand = promisify(execFile);
const HOUR_MS = 3_600_000;

let folder: string;
/** What the store would hold, and how often it was asked. */
let content: Map<string, Uint8Array>;
let readCount: number;
let nowMs: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letscode-cache-'));
  content = new Map();
  readCount = 0;
  nowMs = Date.now();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function put(text: string): string {
  const sha256 = createHash('sha256').update(text).digest('hex');
  content.set(sha256, Buffer.from(text));
  return sha256;
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let begin = 0; begin < bytes.length; begin += 1000) yield bytes.subarray(begin, begin + 1000);
}

function openCache(maxBytes = 1024 * 1024, at = folder): BlobCache {
  const read = async (sha256: string) => {
    readCount += 1;
    const bytes = content.get(sha256);
    return bytes && { chunks: piecesOf(bytes) };
  };
  return new BlobCache({ folder: at, maxBytes, read, now: () => nowMs });
}

describe('the cache of test data', () => {
  it('reads from the store once, however many ask at the same time', async () => {
    const sha256 = put('data');
    const cache = openCache();
    const paths = await Promise.all([cache.path(sha256), cache.path(sha256), cache.path(sha256)]);
    expect(new Set(paths).size).toBe(1);
    expect(await readFile(paths[0] as string, 'utf8')).toBe('data');
    await openCache().path(sha256);
    expect(readCount).toBe(1);
  });

  it('mends a file that a power failure has cut short', async () => {
    const sha256 = put('all of it');
    const path = await openCache().path(sha256);
    await truncate(path, 3);
    expect(await readFile(await openCache().path(sha256), 'utf8')).toBe('all of it');
    expect(readCount).toBe(2);
  });

  it('brings a file back that was removed under it', async () => {
    const sha256 = put('data');
    const cache = openCache();
    await rm(await cache.path(sha256));
    expect(await readFile(await cache.path(sha256), 'utf8')).toBe('data');
  });

  it('refuses content that is missing or damaged in the store, and anything that is no hash', async () => {
    await expect(openCache().path('0'.repeat(64))).rejects.toThrow('not in the store');
    const sha256 = put('data');
    content.set(sha256, Buffer.from('other'));
    await expect(openCache().path(sha256)).rejects.toThrow('damaged');
    await expect(openCache().path('../../etc/passwd')).rejects.toThrow('not a SHA-256');
  });

  it('stays in its bound by removing what was unused for longest, never what is in use', async () => {
    const cache = openCache(1000);
    const old = await cache.path(put('o'.repeat(500)));
    const used = await cache.path(put('u'.repeat(500)));
    const past = (nowMs - 2 * HOUR_MS) / 1000;
    await utimes(old, past, past);
    await cache.path(put('n'.repeat(500)));
    await cache.trim();
    const left = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(left.map(({ name }) => name)).not.toContain(old.split('/').pop());
    expect(left.map(({ name }) => name)).toContain(used.split('/').pop());
  });
});

describe('validators', () => {
  it('become folders with exactly their files', async () => {
    const validators = new ValidatorCache(join(folder, 'validators'), openCache());
    const files = [
      { path: 'validate.py', sha256: put('print(42)') },
      { path: 'lib/tools.py', sha256: put('x = 1') },
    ];
    const [path, again] = await Promise.all([validators.path(files), validators.path(files)]);
    expect(again).toBe(path);
    expect(await readFile(join(path, 'lib/tools.py'), 'utf8')).toBe('x = 1');
    expect(await readdir(dirname(path))).toEqual([path.split('/').pop()]);
  });

  it('cannot write outside their folder', async () => {
    const validators = new ValidatorCache(join(folder, 'validators'), openCache());
    await expect(validators.path([{ path: '../../evil', sha256: put('x') }])).rejects.toThrow('outside its folder');
  });
});

describe.skipIf(process.getuid?.() !== 0)('a full disk', () => {
  let disk: string;
  beforeEach(async () => {
    disk = join(folder, 'disk');
    await mkdir(disk);
    await runCommand('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'letscode-test', disk]);
  });
  afterEach(() => runCommand('umount', [disk]));

  it('is told as disk_full with the folder, leaves no half file, and is over when there is space again', async () => {
    const sha256 = put('x'.repeat(60_000));
    const cache = openCache(1024 * 1024, join(disk, 'blobs'));
    await writeFile(join(disk, 'ballast'), Buffer.alloc(32_000));
    await expect(cache.path(sha256)).rejects.toMatchObject({
      code: 'disk_full',
      message: expect.stringContaining(disk),
    });
    const left = (await readdir(disk, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(left.map(({ name }) => name)).toEqual(['ballast']);
    await rm(join(disk, 'ballast'));
    expect((await readFile(await cache.path(sha256))).length).toBe(60_000);
  });

  it('is noticed before anything is begun', async () => {
    await expect(requireDiskSpace(disk)).rejects.toMatchObject({ code: 'disk_full' });
    await requireDiskSpace(disk, 1024);
  });
});
