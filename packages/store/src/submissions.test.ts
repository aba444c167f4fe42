import type { TestResult, VerdictSummary } from '@letscode/core';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { storeSuite } from '../test/store-suite.js';
import { Database, withoutDisk } from './database.js';
import { importSampleProblem, sampleSubmission } from './testing.js';

const suite = storeSuite((store) => importSampleProblem(store));
const { store } = suite;

const verdict: VerdictSummary = {
  status: 'Wrong Answer',
  passedCount: 1,
  testCount: 2,
  maxCpuTimeMs: 12,
  maxWallTimeMs: 20,
  maxMemoryBytes: 4096,
};
const results: TestResult[] = [
  { name: 'sample/1', verdict: 'Accepted', cpuTimeMs: 10, wallTimeMs: 20, memoryBytes: 4096, stdout: 'a\0b\ud800' },
  { name: 'secret/01', verdict: 'Wrong Answer', cpuTimeMs: 12, wallTimeMs: 15, memoryBytes: 1024 },
];
const compile = { ok: true, output: '\u001b[33mwarning\0', cpuTimeMs: 5, cached: false };

async function inserted(change: Parameters<typeof sampleSubmission>[0] = {}): Promise<string> {
  const submission = sampleSubmission(change);
  await store.submissions.insert(submission);
  return submission.id;
}

async function begun(): Promise<{ id: string; attempt: number }> {
  const id = await inserted();
  const attempt = await store.submissions.beginAttempt(id, 'w1');
  return { id, attempt: attempt?.attempt ?? 0 };
}

async function age(id: string, seconds: number): Promise<void> {
  const database = new Database(suite.url);
  await sql`UPDATE submissions SET touched_at = touched_at - ${seconds} * interval '1 second' WHERE id = ${id}`.execute(
    database.kysely,
  );
  await database.close();
}

describe('the life of a submission', () => {
  test('it is Queued when inserted, and found with its code and reasons', async () => {
    const submission = sampleSubmission({ code: 'é 😀\r\n\ttab' });
    await store.submissions.insert(submission);
    const found = await store.submissions.find(submission.id);
    expect(found).toMatchObject({ ...submission, status: 'Queued', testResults: [] });
    expect(new Date(found?.createdAt ?? '').toString()).not.toBe('Invalid Date');
    expect(found).not.toHaveProperty('verdict');
  });

  test('it goes through Compiling and Running to a verdict with all its results', async () => {
    const { id, attempt } = await begun();
    expect((await store.submissions.find(id))?.status).toBe('Compiling');
    expect(await store.submissions.progress({ id, attempt, stage: 'Running', currentTest: 1, testCount: 2 })).toBe(
      true,
    );
    expect(await store.submissions.find(id)).toMatchObject({ status: 'Running', currentTest: 1, testCount: 2 });
    expect(await store.submissions.complete({ id, attempt, verdict, compile, testResults: results })).toBe(true);
    const found = await store.submissions.find(id);
    expect(found).toMatchObject({ status: 'Completed', verdict, currentTest: 2, testCount: 2 });
    expect(found?.compile).toEqual({ ...compile, output: '\u001b[33mwarning\u2400' });
    expect(found?.testResults).toEqual([{ ...results[0], stdout: 'a\u2400b\ufffd' }, results[1]]);
    expect(found?.finishedAt).toBeDefined();
  });

  test('an unknown problem, a known id and a NUL in the source are refused', async () => {
    await expect(inserted({ problemId: 'none' })).rejects.toMatchObject({ code: 'problem_not_found' });
    const id = await inserted();
    await expect(inserted({ id })).rejects.toMatchObject({ code: 'conflict' });
    await expect(inserted({ code: 'a\0' })).rejects.toMatchObject({ code: 'bad_code' });
  });

  test('an id that is none is unknown', async () => {
    expect(await store.submissions.find('none')).toBeUndefined();
    expect(await store.submissions.find("'; DROP TABLE submissions; --")).toBeUndefined();
    expect(await store.submissions.beginAttempt('none', 'w')).toBeUndefined();
    expect(await store.submissions.beginAttempt('00000000-0000-4000-8000-000000000000', 'w')).toBeUndefined();
  });
});

describe('the fence', () => {
  test('an older attempt can write nothing once a newer one has begun', async () => {
    const { id, attempt } = await begun();
    const newer = await store.submissions.beginAttempt(id, 'w2');
    expect(newer?.attempt).toBe(attempt + 1);
    expect(await store.submissions.progress({ id, attempt, stage: 'Running', currentTest: 2, testCount: 2 })).toBe(
      false,
    );
    expect(await store.submissions.complete({ id, attempt, verdict, compile, testResults: results })).toBe(false);
    expect(await store.submissions.release(id, attempt)).toBe(false);
    expect(await store.submissions.fail(id, attempt, 'no')).toBe(false);
    const found = await store.submissions.find(id);
    expect(found).toMatchObject({ status: 'Compiling', testResults: [] });
    expect(found).not.toHaveProperty('currentTest');
  });

  test('the first verdict stands: a second complete by the same attempt is true and changes nothing', async () => {
    const { id, attempt } = await begun();
    await store.submissions.complete({ id, attempt, verdict, compile: null, testResults: results });
    const other: VerdictSummary = { ...verdict, status: 'Accepted' };
    expect(await store.submissions.complete({ id, attempt, verdict: other, compile: null, testResults: results })).toBe(
      true,
    );
    const found = await store.submissions.find(id);
    expect(found?.verdict?.status).toBe('Wrong Answer');
    expect(found?.testResults).toHaveLength(2);
  });

  test('many completes at once end in one verdict with its own results', async () => {
    const { id, attempt } = await begun();
    const finish = (index: number) =>
      store.submissions.complete({
        id,
        attempt,
        verdict: { ...verdict, message: `${index}` },
        compile: null,
        testResults: results.map((result) => ({ ...result, message: `${index}` })),
      });
    await Promise.all([0, 1, 2, 3, 4, 5].map(finish));
    const found = await store.submissions.find(id);
    expect(found?.testResults.map((result) => result.message)).toEqual(Array(2).fill(found?.verdict?.message));
  });

  test('after fail nothing follows, and after complete no fail', async () => {
    const failed = await begun();
    expect(await store.submissions.fail(failed.id, failed.attempt, 'the sandbox is gone')).toBe(true);
    expect(await store.submissions.complete({ ...failed, verdict, compile, testResults: results })).toBe(false);
    expect(await store.submissions.beginAttempt(failed.id, 'w')).toBeUndefined();
    expect(await store.submissions.requeue(failed.id)).toBe(false);
    const found = await store.submissions.find(failed.id);
    expect(found).toMatchObject({ status: 'Failed', testResults: [] });
    expect(found?.verdict).toMatchObject({ status: 'Internal Error', message: 'the sandbox is gone' });

    const completed = await begun();
    await store.submissions.complete({ ...completed, verdict, compile, testResults: results });
    expect(await store.submissions.fail(completed.id, completed.attempt, 'late')).toBe(false);
    expect(await store.submissions.release(completed.id, completed.attempt)).toBe(false);
    expect((await store.submissions.find(completed.id))?.status).toBe('Completed');
  });

  test('a released one is Queued again and the next attempt gets the next number', async () => {
    const { id, attempt } = await begun();
    expect(await store.submissions.release(id, attempt)).toBe(true);
    expect((await store.submissions.find(id))?.status).toBe('Queued');
    expect(await store.submissions.progress({ id, attempt, stage: 'Running', currentTest: 1, testCount: 2 })).toBe(
      false,
    );
    expect(await store.submissions.beginAttempt(id, 'w2')).toMatchObject({ attempt: attempt + 1, submissionId: id });
  });
});

describe('what may be lost with a power cut', () => {
  test('is not waited for on the disk, and nothing else goes without that by it', async () => {
    const database = new Database(suite.url, { connectionCount: 1 });
    const show = () =>
      sql<{ how: string }>`SELECT current_setting('synchronous_commit') AS how`.execute(database.kysely);
    const during = await sql<{ how: string }>`
      SELECT current_setting('synchronous_commit') AS how FROM (SELECT 1 WHERE ${withoutDisk} OFFSET 0) AS one`.execute(
      database.kysely,
    );
    expect(during.rows).toEqual([{ how: 'off' }]);
    // On the same connection, afterwards.
    expect((await show()).rows).toEqual([{ how: 'on' }]);
    await database.close();
  });
});

describe('the sweep', () => {
  test('finds what is open and untouched, oldest first, with the attempts made', async () => {
    const fresh = await inserted();
    const old = await inserted();
    const older = await begun();
    const done = await begun();
    await store.submissions.complete({ ...done, verdict, compile, testResults: [] });
    await Promise.all([age(old, 1_000), age(older.id, 2_000), age(done.id, 3_000)]);
    const stale = await store.submissions.listStale(500_000, 10);
    expect(stale).toEqual([
      { id: older.id, attempts: 1, isClaimed: false },
      { id: old, attempts: 0, isClaimed: false },
    ]);
    expect(await store.submissions.listStale(500_000, 1)).toHaveLength(1);
    expect(stale.map((one) => one.id)).not.toContain(fresh);
  });

  test('what it puts back is Queued, touched, and fenced from the lost worker', async () => {
    const { id, attempt } = await begun();
    await age(id, 5_000);
    expect(await store.submissions.requeue(id)).toBe(true);
    expect((await store.submissions.find(id))?.status).toBe('Queued');
    expect((await store.submissions.listStale(4_000_000, 10)).map((one) => one.id)).not.toContain(id);
    expect(await store.submissions.progress({ id, attempt, stage: 'Running', currentTest: 1, testCount: 2 })).toBe(
      false,
    );
  });

  test('leaves alone what was touched since it was listed', async () => {
    const { id } = await begun();
    expect(await store.submissions.requeue(id, 60_000)).toBe(false);
    expect((await store.submissions.find(id))?.status).toBe('Compiling');
    await age(id, 61);
    expect(await store.submissions.requeue(id, 60_000)).toBe(true);
  });

  test('may fail one that was never taken up', async () => {
    const id = await inserted();
    expect(await store.submissions.fail(id, 0, 'no worker could take it')).toBe(true);
  });
});
