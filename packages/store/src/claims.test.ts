import { randomUUID } from 'node:crypto';
import type { ClientClaim, TestResult, Verdict, VerdictSummary } from '@letscode/core';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { storeSuite } from '../test/store-suite.js';
import { importSampleProblem, sampleSubmission } from './testing.js';

const suite = storeSuite(async (opened) => {
  await importSampleProblem(opened, 'claimed');
});
const { store } = suite;

const summaryOf = (status: Verdict): VerdictSummary => ({
  status,
  passedCount: 0,
  testCount: 2,
  maxCpuTimeMs: 1,
  maxWallTimeMs: 1,
  maxMemoryBytes: 0,
});
const resultOf = (verdict: Verdict): TestResult => ({
  name: 'sample/1',
  verdict,
  cpuTimeMs: 1,
  wallTimeMs: 1,
  memoryBytes: 0,
});

async function claimed(userId: string, verdict: 'Accepted' | 'Wrong Answer', wantsRecheck = false): Promise<string> {
  const passed = verdict === 'Accepted';
  const claim: ClientClaim = { engine: 'js-1', passed, tests: [{ name: 'sample/1', verdict, wallTimeMs: 1 }] };
  const outcome = { verdict: summaryOf(verdict), testResults: [resultOf(verdict)] };
  const submission = sampleSubmission({ problemId: 'claimed', userId });
  await store.submissions.insert({ ...submission, client: { claim, wantsRecheck, ...(passed ? {} : { outcome }) } });
  return submission.id;
}

async function judge(id: string, verdict: Verdict): Promise<void> {
  const attempt = (await store.submissions.beginAttempt(id, 'w'))?.attempt ?? 0;
  const testResults = [resultOf(verdict)];
  await store.submissions.complete({ id, attempt, verdict: summaryOf(verdict), compile: null, testResults });
}

const stateOf = async (id: string) => (await store.submissions.find(id))?.client?.state;

describe('claims', () => {
  test('a failure is stored as judged, and no worker can take it up', async () => {
    const id = await claimed('ada', 'Wrong Answer');
    expect(await store.submissions.find(id)).toMatchObject({
      status: 'Completed',
      verdict: { status: 'Wrong Answer' },
      testResults: [{ name: 'sample/1', verdict: 'Wrong Answer' }],
      client: { engine: 'js-1', passed: false, state: 'final' },
    });
    expect(await store.submissions.beginAttempt(id, 'w')).toBeUndefined();
  });

  test('a success is checked by the verdict of the server, which stands', async () => {
    const [right, wrong] = [await claimed('ada', 'Accepted'), await claimed('ada', 'Accepted')];
    expect(await stateOf(right)).toBe('checking');
    await judge(right, 'Accepted');
    await judge(wrong, 'Wrong Answer');
    expect([await stateOf(right), await stateOf(wrong)]).toEqual(['agreed', 'disagreed']);
    expect((await store.submissions.find(wrong))?.verdict?.status).toBe('Wrong Answer');
    expect(await store.submissions.listByUser('ada', { limit: 1 })).toMatchObject([{ client: { state: 'disagreed' } }]);
  });

  test('of one user that are false again and again are not taken any more; limits are no lies', async () => {
    for (let index = 0; index < 4; index++) await judge(await claimed('slow', 'Accepted'), 'Time Limit Exceeded');
    expect(await store.claims.isTrusted('slow')).toBe(true);
    for (let index = 0; index < 2; index++) await judge(await claimed('mallory', 'Accepted'), 'Wrong Answer');
    expect(await store.claims.isTrusted('mallory')).toBe(true);
    await judge(await claimed('mallory', 'Accepted'), 'Wrong Answer');
    expect([await store.claims.isTrusted('mallory'), await store.claims.isTrusted('ada')]).toEqual([false, true]);
    expect((await store.claims.counts()).distrustedCount).toBe(1);
  });

  test('a failure that is judged again is settled by what then stands', async () => {
    const id = await claimed('eve', 'Wrong Answer', true);
    const kept = await claimed('eve', 'Wrong Answer', false);
    const rejudging = randomUUID();
    expect(await store.claims.beginRecheck(rejudging)).toBe(id);
    expect(await store.claims.beginRecheck(randomUUID())).toBeUndefined();
    await store.rejudgings.create({ id: rejudging, what: { submissionIds: [id] }, runnerCount: 1 });
    expect(await store.claims.listRechecks(10)).toEqual([
      { submissionId: id, rejudgingId: rejudging, stage: 'Queued' },
    ]);
    const item = await store.rejudgings.takeItem(rejudging, 0);
    if (!item) throw new Error('there is nothing to judge again');
    const testResults = [resultOf('Accepted')];
    await store.rejudgings.finishItem(rejudging, item, { verdict: summaryOf('Accepted'), compile: null, testResults });
    await store.rejudgings.apply(rejudging, 10);
    await store.claims.settleRecheck(id);
    expect([await stateOf(id), await stateOf(kept)]).toEqual(['disagreed', 'final']);
    expect((await store.submissions.find(id))?.verdict?.status).toBe('Accepted');
    expect(await store.claims.isTrusted('eve')).toBe(true);
    expect(await store.claims.listRechecks(10)).toEqual([]);
  });

  test('a failure whose second judging came to nothing stands', async () => {
    const id = await claimed('bob', 'Wrong Answer', true);
    await store.claims.beginRecheck(randomUUID());
    expect(await store.claims.listRechecks(10)).toMatchObject([{ submissionId: id, stage: null }]);
    await store.claims.settleRecheck(id);
    expect(await stateOf(id)).toBe('final');
  });

  test('are counted without being read: by their changes, which are summed up when there are many', async () => {
    const before = await store.claims.counts();
    const id = await claimed('carol', 'Accepted');
    expect(await store.claims.counts()).toEqual({ ...before, checkingCount: before.checkingCount + 1 });
    await judge(id, 'Accepted');
    const after = { ...before, agreedCount: before.agreedCount + 1 };
    expect(await store.claims.counts()).toEqual(after);
    const client = new pg.Client(suite.url);
    await client.connect();
    try {
      const rowCount = async () => Number((await client.query('SELECT count(*) FROM claim_changes')).rows[0].count);
      await client.query("INSERT INTO claim_changes SELECT 'final', (-1) ^ n FROM generate_series(1, 3000) n");
      expect(await store.claims.counts()).toEqual(after);
      expect(await rowCount()).toBeLessThan(10);
      await client.query('DELETE FROM submissions WHERE id = $1', [id]);
    } finally {
      await client.end();
    }
    expect(await store.claims.counts()).toEqual(before);
  });
});
