/** Kept compilations on disk and in Redis. That real compilations are kept is in background.test.ts. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunReport, RunSpec } from '@letscode/core';
import { type RunsPrograms, withArtifactCache } from '@letscode/judge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskArtifactStore } from './artifact-store.js';
import type { SharedCache } from './shared-cache.js';

const HOUR_MS = 3_600_000;

let folder: string;
let nowMs: number;
let compileCount: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letscode-artifacts-'));
  nowMs = 1_000_000;
  compileCount = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function storeAt(name: string, shared?: { cache: SharedCache; secret: string }, maxBytes?: number): DiskArtifactStore {
  return new DiskArtifactStore({ folder: join(folder, name), shared, maxBytes, now: () => nowMs });
}

/** What is between workers: bytes by key, which anybody may change. */
function sharedBytes(): { cache: SharedCache; bytes: Map<string, Uint8Array> } {
  const bytes = new Map<string, Uint8Array>();
  const cache: SharedCache = {
    get: async (key) => bytes.get(key),
    set: async (key, value) => void bytes.set(key, value),
    close: () => {},
  };
  return { cache, bytes };
}

const REPORT: RunReport = {
  exit: { kind: 'exited', code: 0 },
  usage: { cpuTimeMs: 7, wallTimeMs: 8, memoryBytes: 9, stdoutBytes: 0, stderrBytes: 7 },
  stdoutTruncated: false,
  stderrTruncated: false,
  violations: [],
  layers: ['seccomp'],
  rates: { memoryGrowthBytesPerSecond: 0 },
  extras: [],
};

/** A compiler of a kind: its artifact is the hash of the source. */
function compiler(report: Partial<RunReport> = {}): RunsPrograms {
  return {
    async run(spec) {
      compileCount += 1;
      const source = await readFile(join(spec.mounts[0]?.hostPath as string, 'main.c'));
      const made = createHash('sha256').update(source).digest('hex');
      await mkdir(join(spec.collect?.hostPath as string, 'classes'), { recursive: true });
      await writeFile(join(spec.collect?.hostPath as string, 'classes', 'main'), made);
      await writeFile(spec.hostStderrPath, 'warning');
      return { ...REPORT, ...report };
    },
  };
}

let jobCount = 0;

async function compile(runner: RunsPrograms, source: string, change: Partial<RunSpec> = {}) {
  const job = join(folder, `job-${jobCount++}`);
  await mkdir(join(job, 'src'), { recursive: true });
  await mkdir(join(job, 'app'));
  await writeFile(join(job, 'src', 'main.c'), source);
  const report = await runner.run({
    argv: ['/bin/true', '-O2'],
    env: {},
    phase: 'compile',
    profile: 'c',
    root: ['/bin/true'],
    mounts: [{ hostPath: join(job, 'src'), boxPath: '/src' }],
    limits: { cpuTimeMs: 1, wallTimeMs: 1, memoryBytes: 1, outputBytes: 1, processCount: 1, diskBytes: 1 },
    hostStdoutPath: join(job, 'out'),
    hostStderrPath: join(job, 'err'),
    collect: { hostPath: join(job, 'app'), boxPath: '/work', maxBytes: 1, maxFiles: 1 },
    ...change,
  });
  const artifact = await readFile(join(job, 'app', 'classes', 'main'), 'utf8');
  return { report, artifact, printed: await readFile(join(job, 'err'), 'utf8') };
}

describe('a compilation', () => {
  it('is done once for the same source, and gives the same files and the same words', async () => {
    const runner = withArtifactCache(compiler(), storeAt('a'));
    const [first, second] = [await compile(runner, 'x'), await compile(runner, 'x')];
    expect(second).toEqual(first);
    expect(compileCount).toBe(1);
    await compile(runner, 'y');
    expect(compileCount).toBe(2);
  });

  it('is another one with other flags, limits or environment', async () => {
    const runner = withArtifactCache(compiler(), storeAt('a'));
    await compile(runner, 'x');
    await compile(runner, 'x', { argv: ['/bin/true', '-O3'] });
    await compile(runner, 'x', { env: { A: '1' } });
    await compile(runner, 'x', { profile: 'cpp' });
    expect(compileCount).toBe(4);
  });

  it.each<[string, Partial<RunReport>]>([
    ['failed', { exit: { kind: 'exited', code: 1 } }],
    ['ran out of time', { exit: { kind: 'cpu-limit' } }],
    ['ran out of memory', { exit: { kind: 'memory-limit' } }],
    ['was cut short', { stderrTruncated: true }],
    [
      'could not be collected',
      {
        violations: [{ type: 'filesystem', detail: 'not all files could be collected: too many files' }],
      },
    ],
  ])('that %s is never kept', async (_what, report) => {
    const runner = withArtifactCache(compiler(report), storeAt('a'));
    await compile(runner, 'x');
    await compile(runner, 'x');
    expect(compileCount).toBe(2);
  });

  it('is forgotten after an hour', async () => {
    const runner = withArtifactCache(compiler(), storeAt('a'));
    await compile(runner, 'x');
    nowMs += HOUR_MS + 1;
    await compile(runner, 'x');
    expect(compileCount).toBe(2);
  });

  it('of which the file is damaged is done again', async () => {
    const runner = withArtifactCache(compiler(), storeAt('a'));
    const first = await compile(runner, 'x');
    for (const entry of await readdir(join(folder, 'a'), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) await truncate(join(entry.parentPath, entry.name), 40);
    }
    expect(await compile(runner, 'x')).toEqual(first);
    expect(compileCount).toBe(2);
  });

  it('gives each who takes it files of its own', async () => {
    const store = storeAt('a');
    const runner = withArtifactCache(compiler(), store);
    await compile(runner, 'x');
    const second = await compile(runner, 'x');
    const taken = join(folder, `job-${jobCount - 1}`, 'app', 'classes', 'main');
    await writeFile(taken, 'changed by somebody');
    expect((await stat(taken)).nlink).toBe(1);
    expect((await compile(runner, 'x')).artifact).toBe(second.artifact);
  });

  it('makes room for new ones in a folder that is too large', async () => {
    const store = storeAt('a', undefined, 2_000);
    const runner = withArtifactCache(compiler(), store);
    for (let index = 0; index < 10; index += 1) await compile(runner, `source ${index}`);
    await store.trim();
    const left = (await readdir(join(folder, 'a'), { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    let total = 0;
    for (const one of left) total += (await stat(join(one.parentPath, one.name))).size;
    expect(left.length).toBeGreaterThan(0);
    expect(total).toBeLessThanOrEqual(1_600);
  });
});

describe('compilations that machines share', () => {
  it('are taken from another machine of the same database', async () => {
    const { cache } = sharedBytes();
    const first = await compile(withArtifactCache(compiler(), storeAt('a', { cache, secret: 's' })), 'x');
    const second = await compile(withArtifactCache(compiler(), storeAt('b', { cache, secret: 's' })), 'x');
    expect(second).toEqual(first);
    expect(compileCount).toBe(1);
  });

  it('are not believed without the seal of this database, or under another key, or changed by a byte', async () => {
    const { cache, bytes } = sharedBytes();
    const good = { cache, secret: 's' };
    await compile(withArtifactCache(compiler(), storeAt('a', good)), 'x');
    await compile(withArtifactCache(compiler(), storeAt('b', { cache, secret: 'another database' })), 'x');
    expect(compileCount).toBe(2);
    await compile(withArtifactCache(compiler(), storeAt('c', good)), 'y');
    const [keyX, keyY] = [...bytes.keys()];
    const [sealedX, sealedY] = [...bytes.values()];
    // What was made of y is put in the place of what was made of x.
    bytes.set(keyX as string, sealedY as Uint8Array);
    const swapped = await compile(withArtifactCache(compiler(), storeAt('d', good)), 'x');
    expect(swapped.artifact).toBe(createHash('sha256').update('x').digest('hex'));
    const bent = Buffer.from(sealedX as Uint8Array);
    bent[bent.length - 1] = (bent[bent.length - 1] as number) ^ 1;
    bytes.set(keyX as string, bent);
    const again = await compile(withArtifactCache(compiler(), storeAt('e', good)), 'x');
    expect(again.artifact).toBe(swapped.artifact);
    expect(keyY).not.toBe(keyX);
    expect(compileCount).toBe(5);
  });
});
