import { describe, expect, test } from 'vitest';
import { storeSuite } from '../test/store-suite.js';
import { openStore } from './open-store.js';
import { importSampleProblem, sampleSubmission } from './testing.js';

const suite = storeSuite(async (store) => {
  await importSampleProblem(store, 'sum');
  await importSampleProblem(store, 'other');
});
const { store } = suite;

const verdict = {
  status: 'Accepted',
  passedCount: 0,
  testCount: 0,
  maxCpuTimeMs: 0,
  maxWallTimeMs: 0,
  maxMemoryBytes: 0,
} as const;

async function inserted(change: Parameters<typeof sampleSubmission>[0]): Promise<string> {
  const submission = sampleSubmission(change);
  await store.submissions.insert(submission);
  return submission.id;
}

describe('lists of one user', () => {
  test('paging by `before` shows each submission once, newest first, even when many came at once', async () => {
    const ids = await Promise.all(Array.from({ length: 60 }, () => inserted({ userId: 'pager' })));
    const seen: string[] = [];
    let before: string | undefined;
    for (let page = 0; page < 20; page++) {
      const list = await store.submissions.listByUser('pager', before ? { limit: 7, before } : { limit: 7 });
      if (list.length === 0) break;
      seen.push(...list.map((one) => one.id));
      before = list.at(-1)?.createdAt;
    }
    expect(seen).toHaveLength(60);
    expect(new Set(seen)).toEqual(new Set(ids));
    const all = await store.submissions.listByUser('pager', { limit: 100 });
    expect(all.map((one) => one.createdAt)).toEqual(
      all
        .map((one) => one.createdAt)
        .sort()
        .reverse(),
    );
    expect(all[0]).not.toHaveProperty('code');
  });

  test('a filter by problem leaves the others out', async () => {
    await inserted({ userId: 'filter', problemId: 'sum' });
    const other = await inserted({ userId: 'filter', problemId: 'other' });
    const list = await store.submissions.listByUser('filter', { limit: 10, problemId: 'other' });
    expect(list.map((one) => one.id)).toEqual([other]);
  });

  test('open ones are those neither Completed nor Failed', async () => {
    const queued = await inserted({ userId: 'open' });
    const running = await inserted({ userId: 'open' });
    const done = await inserted({ userId: 'open' });
    await inserted({ userId: 'another' });
    await store.submissions.beginAttempt(running, 'w');
    await store.submissions.beginAttempt(done, 'w');
    await store.submissions.complete({ id: done, attempt: 1, verdict, compile: null, testResults: [] });
    const open = await store.submissions.listOpenByUser('open');
    expect(open.map((one) => one.id)).toEqual([running, queued]);
  });

  test('nobody has an empty list', async () => {
    expect(await store.submissions.listByUser('nobody', { limit: 10 })).toEqual([]);
    expect(await store.submissions.listOpenByUser("x' OR true --")).toEqual([]);
  });
});

describe('the mean duration', () => {
  test('counts from the first attempt to the verdict, and is 0 before the first', async () => {
    const empty = openStore(await suite.postgres.createDatabase());
    expect(await empty.submissions.meanExecutionMs()).toBe(0);
    await importSampleProblem(empty);
    const submission = sampleSubmission();
    await empty.submissions.insert(submission);
    await empty.submissions.beginAttempt(submission.id, 'w');
    const second = await empty.submissions.beginAttempt(submission.id, 'w');
    await empty.submissions.complete({
      id: submission.id,
      attempt: second?.attempt ?? 0,
      verdict,
      compile: null,
      testResults: [],
    });
    expect(await empty.submissions.meanExecutionMs()).toBeGreaterThan(0);
    await empty.close();
  });
});
