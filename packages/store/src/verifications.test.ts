import { randomUUID } from 'node:crypto';
import type { VerificationRow } from '@letscode/core';
import { describe, expect, test } from 'vitest';
import { storeSuite } from '../test/store-suite.js';
import { importSampleProblem } from './testing.js';

const { store } = storeSuite();

function row(submission: string): VerificationRow {
  return {
    submission,
    language: 'python',
    expected: ['Accepted'],
    verdict: 'Accepted',
    ok: true,
    maxCpuTimeMs: 7,
    tests: [{ name: 'secret/01', verdict: 'Accepted', cpuTimeMs: 7, memoryBytes: 1 }],
  };
}

const ADVICE = { usedMs: 1_000, source: 'package', suggestedMs: 1_000 } as const;

async function begin(problemId: string) {
  await importSampleProblem(store, problemId);
  const id = await store.verifications.create({ id: randomUUID(), problemId, userId: 'ada' });
  const step = await store.verifications.beginStep(id);
  return { id, attempt: step?.attempt ?? -1 };
}

describe('a verification', () => {
  test('is kept row by row, and the next step knows what is done', async () => {
    const { id, attempt } = await begin('rows');
    expect(
      await store.verifications.plan(id, attempt, { tests: ['secret/01'], totalCount: 2, timeLimit: ADVICE }),
    ).toBe(true);
    expect(await store.verifications.addRow(id, attempt, 1, row('b.py'), { suggestedMs: 5 })).toBe(true);
    const next = await store.verifications.beginStep(id);
    expect(next).toMatchObject({ id, attempt: attempt + 1, problemId: 'rows', userId: 'ada', timeLimit: ADVICE });
    expect([...(next?.done ?? [])]).toEqual([[1, { suggestedMs: 5 }]]);
    expect(await store.verifications.find(id)).toMatchObject({
      stage: 'Running',
      finishedCount: 1,
      totalCount: 2,
      tests: ['secret/01'],
    });
    await store.verifications.addRow(id, attempt + 1, 0, row('a.py'), {});
    expect(await store.verifications.complete(id, attempt + 1, ADVICE)).toBe(true);
    const found = await store.verifications.findLatest('rows');
    expect(found).toMatchObject({ id, stage: 'Completed', isCurrent: true, timeLimit: ADVICE });
    expect(found?.rows).toEqual([row('a.py'), row('b.py')]);
    expect(found?.finishedAt).toMatch(/Z$/);
    expect(await store.verifications.beginStep(id)).toBeUndefined();
  });

  test('takes nothing from a worker whose attempt is over', async () => {
    const { id, attempt } = await begin('fenced');
    await store.verifications.beginStep(id);
    expect(await store.verifications.plan(id, attempt, { tests: [], totalCount: 9, timeLimit: ADVICE })).toBe(false);
    expect(await store.verifications.addRow(id, attempt, 0, row('a.py'), {})).toBe(false);
    expect(await store.verifications.complete(id, attempt, ADVICE)).toBe(false);
    expect(await store.verifications.fail(id, attempt, 'late')).toBe(false);
    expect(await store.verifications.find(id)).toMatchObject({ stage: 'Queued', rows: [] });
    expect(await store.verifications.fail(id, attempt + 1, 'the disk\0')).toBe(true);
    expect(await store.verifications.find(id)).toMatchObject({ stage: 'Failed', message: 'the disk␀' });
  });

  test('is one at a time for a package; a new package begins a new one', async () => {
    const problem = await importSampleProblem(store, 'single');
    const create = () => store.verifications.create({ id: randomUUID(), problemId: 'single' });
    const ids = await Promise.all([create(), create(), create()]);
    expect(new Set(ids).size).toBe(1);
    await store.problems.upsert({ ...problem, packageSha256: 'b'.repeat(64) });
    const newer = await create();
    expect(newer).not.toBe(ids[0]);
    expect(await store.verifications.find(ids[0] as string)).toMatchObject({ stage: 'Failed', isCurrent: false });
    expect(await store.verifications.findLatest('single')).toMatchObject({ id: newer, isCurrent: true });
  });

  test('that nobody touches is found by the sweep until it is over', async () => {
    const { id, attempt } = await begin('stale');
    const isStale = async (idleMs: number) =>
      (await store.verifications.listStale(idleMs, 100)).some((one) => one.id === id);
    expect(await isStale(60_000)).toBe(false);
    expect(await isStale(0)).toBe(true);
    await store.verifications.complete(id, attempt, ADVICE);
    expect(await isStale(0)).toBe(false);
  });

  test('needs a problem, and an unknown one is undefined', async () => {
    await expect(store.verifications.create({ id: randomUUID(), problemId: 'none' })).rejects.toMatchObject({
      code: 'problem_not_found',
    });
    expect(await store.verifications.find(randomUUID())).toBeUndefined();
    expect(await store.verifications.find('no uuid')).toBeUndefined();
    expect(await store.verifications.findLatest('none')).toBeUndefined();
  });
});
