/**
 * A large test from the store through the caches and the judge to its verdict: the worker doesn't hold it in memory.
 * `LARGE_TEST_MIB` in the environment of the test runner chooses another size.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createJudge } from '@letscode/judge';
import { loadLanguages, resolveLanguage } from '@letscode/languages';
import { openSandbox } from '@letscode/sandbox';
import { openStore } from '@letscode/store';
import { startTestPostgres } from '@letscode/store/testing';
import { expect, it } from 'vitest';
import { putPackage } from '../testing/packages.js';
import { BlobCache } from './blob-cache.js';
import { PackageCache } from './package-cache.js';
import { TaskLoader } from './task-loader.js';
import { TestDataSource } from './test-data-source.js';
import { ValidatorCache } from './validator-cache.js';

const MIB = 1024 * 1024;
const SIZE_MIB = Number(process.env.LARGE_TEST_MIB ?? 96);
const MAX_GROWTH_BYTES = 64 * MIB;

/** What the import has left must not hide what the judge takes. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** The most that this process has grown since `start`. */
function watchMemory() {
  const start = process.memoryUsage().rss;
  let most = start;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 10);
  return () => {
    clearInterval(timer);
    return Math.max(most, process.memoryUsage().rss) - start;
  };
}

/** So many MiB of lines of numbers, all different from their neighbours. */
async function* lines(sizeMib: number): AsyncGenerator<Buffer> {
  for (let block = 0; block < sizeMib; block += 1) {
    const text = Array.from({ length: 65_536 }, (_, index) =>
      String((block * 65_536 + index) % 1e15).padStart(15, '1'),
    );
    yield Buffer.from(`${text.join('\n')}\n`);
  }
}

const COPY = `#include <stdio.h>
static char buffer[1 << 16];
int main(void) {
  size_t n;
  while ((n = fread(buffer, 1, sizeof buffer, stdin)) > 0) fwrite(buffer, 1, n, stdout);
}
`;

it('is judged with constant memory', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'letscode-large-'));
  const postgres = await startTestPostgres();
  const store = openStore(await postgres.createDatabase());
  const sandbox = await openSandbox({ laneCount: 1 });
  try {
    const language = await resolveLanguage(loadLanguages().find(({ id }) => id === 'c') as never, {
      searchPath: ['/usr/local/bin', '/usr/bin', '/bin'],
    });
    if (!language.ok) throw new Error(language.reason);
    const judge = createJudge({
      runner: sandbox,
      languages: [language.definition],
      scratchFolder: join(folder, 'scratch'),
      laneCount: 1,
    });
    const limits = {
      cpuTimeMs: 60_000,
      wallTimeMs: 180_000,
      memoryBytes: 256 * MIB,
      outputBytes: 2 * SIZE_MIB * MIB,
      processCount: 50,
      diskBytes: 100 * MIB,
    };
    const now = Date.now;
    const source = new TestDataSource(store.blobs);
    const blobs = new BlobCache({
      folder: join(folder, 'blobs'),
      maxBytes: 8 * 1024 * MIB,
      read: (sha256) => source.read(sha256),
      now,
    });
    const packages = new PackageCache(join(folder, 'packages'), blobs, now);
    const validators = new ValidatorCache(join(folder, 'validators'), blobs);
    const tasks = new TaskLoader({ problems: store.problems, blobs, packages, validators });
    const importCopy = async (id: string, sizeMib: number) => {
      const blob = await store.blobs.putStream(lines(sizeMib));
      const stored = { 'data/secret/1.in': blob, 'data/secret/1.ans': blob };
      await putPackage(store, id, FILES, { limits, stored });
    };
    const judgeCopy = async (id: string) => {
      const { verdict } = await judge.judge({ language: 'c', code: COPY }, await tasks.load(id, 'all'));
      expect(verdict).toMatchObject({ status: 'Accepted', testCount: 2 });
    };
    await importCopy('small', 1);
    await importCopy('large', SIZE_MIB);
    await judgeCopy('small');
    collectGarbage();
    const grown = watchMemory();
    await judgeCopy('large');
    const growth = grown();
    console.log(`grown by ${(growth / MIB).toFixed(1)} MiB for ${SIZE_MIB} MiB`);
    expect(growth).toBeLessThan(MAX_GROWTH_BYTES);
  } finally {
    await sandbox.close();
    await store.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}, 600_000);

const FILES = {
  'problem.yaml': 'name: Copy\nlimits:\n  time_limit: 60\n',
  '.timelimit': '60\n',
  'problem_statement/problem.en.md': '# Copy\n',
  'data/sample/1.in': '1\n',
  'data/sample/1.ans': '1\n',
  'data/secret/1.in': '',
  'data/secret/1.ans': '',
};
