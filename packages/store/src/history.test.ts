/** Figures of past submissions, on a real PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { DEFAULT_LIMITS } from '@letscode/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from './contract.js';
import { openStore } from './open-store.js';
import { startTestPostgres, type TestPostgres } from './testing.js';

let postgres: TestPostgres;
let store: Store;

beforeAll(async () => {
  postgres = await startTestPostgres();
  store = openStore(await postgres.createDatabase());
  await store.problems.upsert({
    detail: {
      ...{ id: 'sum', title: 'Sum', tags: [], triedCount: 0, solvedCount: 0, statement: '', statementLanguage: 'en' },
      ...{ samples: [], testCount: 0, limits: { cpuTimeMs: 1, memoryBytes: 2 ** 20, outputBytes: 1 } },
    },
    limits: DEFAULT_LIMITS,
    packageSha256: 'a'.repeat(64),
  });
  for (const [userId, language] of [
    ['ada', 'c'],
    ['bob', 'python'],
    ['ada', 'python'],
    ['ada', 'cpp'],
  ] as const) {
    const routing = { isCustomTest: false, strategy: 'server' as const, reasons: ['a test'] };
    await store.submissions.insert({ id: randomUUID(), problemId: 'sum', code: 'x', userId, language, ...routing });
  }
});
afterAll(async () => {
  await store?.close();
  await postgres?.stop();
});

it('tells a user’s latest languages, oldest first, and nobody else’s', async () => {
  const history = await store.history.ofUser('ada', 2);
  expect(history.map(({ language }) => language)).toEqual(['python', 'cpp']);
  expect(Math.abs(Date.now() - (history[0]?.atMs ?? 0))).toBeLessThan(60_000);
  expect(await store.history.ofUser('eve', 2)).toEqual([]);
});

it('tells what everybody uses, and how much in which hour', async () => {
  // An hour, and a month, whose milliseconds are more than an integer of PostgreSQL holds.
  for (const halfLifeMs of [3_600_000, 30 * 24 * 3_600_000]) {
    const shares = await store.history.languageShares(halfLifeMs);
    expect([...shares.keys()].sort()).toEqual(['c', 'cpp', 'python']);
    expect(shares.get('python')).toBeGreaterThan(1.9);
  }
  const counts = await store.history.hourlyCounts(1);
  expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(4);
  expect((await store.history.latest(3)).map(({ userId }) => userId)).toEqual(['bob', 'ada', 'ada']);
});
