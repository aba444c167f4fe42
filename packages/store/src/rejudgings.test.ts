import { randomUUID } from 'node:crypto';
import type { TestResult, Verdict, VerdictSummary } from '@letscode/core';
import { describe, expect, test } from 'vitest';
import { storeSuite } from '../test/store-suite.js';
import { importSampleProblem, sampleSubmission } from './testing.js';

const { store } = storeSuite();

function verdictOf(status: Verdict, score?: number): VerdictSummary {
  const counts = { passedCount: 1, testCount: 1, maxCpuTimeMs: 1, maxWallTimeMs: 1, maxMemoryBytes: 1 };
  return { status, ...counts, ...(score === undefined ? {} : { score }) };
}

function resultsOf(verdict: Verdict, count = 1): TestResult[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `secret/${index}`,
    verdict,
    cpuTimeMs: 1,
    wallTimeMs: 1,
    memoryBytes: 1,
  }));
}

async function judged(problemId: string, status: Verdict, userId = 'ada', change = {}): Promise<string> {
  const submission = sampleSubmission({ problemId, userId, ...change });
  await store.submissions.insert(submission);
  const attempt = (await store.submissions.beginAttempt(submission.id, 'w'))?.attempt ?? 0;
  const verdict = verdictOf(status);
  await store.submissions.complete({
    id: submission.id,
    attempt,
    verdict,
    compile: null,
    testResults: resultsOf(status),
  });
  return submission.id;
}

async function create(what: { problemId: string } | { submissionIds: string[] }, runnerCount = 2) {
  const id = randomUUID();
  return { id, ...(await store.rejudgings.create({ id, what, userId: 'author', runnerCount })) };
}

/** Judges all that is left, each with what `decide` says. */
async function judgeAll(id: string, decide: (submissionId: string) => VerdictSummary, runner = 0): Promise<void> {
  for (;;) {
    const item = await store.rejudgings.takeItem(id, runner);
    if (!item) return;
    const verdict = decide(item.submissionId);
    await store.rejudgings.finishItem(id, item, {
      verdict,
      compile: { ok: true, output: '', cpuTimeMs: 1, cached: true },
      testResults: resultsOf(verdict.status, 2),
    });
  }
}

describe('a rejudging', () => {
  test('shows the difference before anything changes, and changes all at once', async () => {
    await importSampleProblem(store, 'diff');
    const [wrong, right] = [await judged('diff', 'Wrong Answer', 'eve'), await judged('diff', 'Accepted', 'ada')];
    await judged('diff', 'Accepted', 'ada', { isCustomTest: true });
    const { id, submissionCount } = await create({ problemId: 'diff' });
    expect(submissionCount).toBe(2);
    await judgeAll(id, () => verdictOf('Accepted'));
    const found = await store.rejudgings.find(id);
    expect(found).toMatchObject({
      stage: 'Judged',
      problemId: 'diff',
      finishedCount: 2,
      totalCount: 2,
      changedCount: 1,
      failedCount: 0,
    });
    expect(found?.transitions).toEqual([
      { from: 'Accepted', to: 'Accepted', count: 1 },
      { from: 'Wrong Answer', to: 'Accepted', count: 1 },
    ]);
    expect(found?.changes).toMatchObject([
      { submissionId: wrong, userId: 'eve', old: { status: 'Wrong Answer' }, new: { status: 'Accepted' } },
    ]);
    expect((await store.submissions.find(wrong))?.verdict?.status).toBe('Wrong Answer');
    expect(await store.problems.find('diff', 'eve')).toMatchObject({ userStatus: 'tried' });

    expect(await store.rejudgings.apply(id, 100)).toEqual([
      { submissionId: wrong, problemId: 'diff', userId: 'eve', verdict: verdictOf('Accepted') },
    ]);
    const after = await store.submissions.find(wrong);
    expect(after).toMatchObject({ status: 'Completed', verdict: { status: 'Accepted' }, compile: { cached: true } });
    expect(after?.testResults).toHaveLength(2);
    expect((await store.submissions.find(right))?.testResults).toHaveLength(2);
    expect(await store.problems.find('diff', 'eve')).toMatchObject({ userStatus: 'solved', solvedCount: 2 });
    expect(await store.rejudgings.apply(id, 100)).toEqual([]);
    await expect(store.rejudgings.discard(id)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('takes a solution away from those whose only accepted submission no longer is', async () => {
    await importSampleProblem(store, 'taken');
    const first = await judged('taken', 'Accepted', 'ada');
    await judged('taken', 'Accepted', 'bob');
    const second = await judged('taken', 'Accepted', 'bob');
    const { id } = await create({ submissionIds: [first, second] });
    await judgeAll(id, () => verdictOf('Wrong Answer'));
    await store.rejudgings.apply(id, 100);
    expect(await store.problems.find('taken', 'ada')).toMatchObject({ userStatus: 'tried', solvedCount: 1 });
    expect(await store.problems.find('taken', 'bob')).toMatchObject({ userStatus: 'solved' });
  });

  test('counts another score as a change', async () => {
    await importSampleProblem(store, 'points');
    await judged('points', 'Partially Correct');
    const { id } = await create({ problemId: 'points' });
    await judgeAll(id, () => verdictOf('Partially Correct', 40));
    expect(await store.rejudgings.find(id)).toMatchObject({ changedCount: 1, changes: [{ new: { score: 40 } }] });
  });

  test('gives a runner its unfinished submission again, and no other runner that one', async () => {
    await importSampleProblem(store, 'runners');
    await judged('runners', 'Accepted');
    await judged('runners', 'Accepted');
    const { id } = await create({ problemId: 'runners' });
    const first = await store.rejudgings.takeItem(id, 0);
    const other = await store.rejudgings.takeItem(id, 1);
    expect(other?.submissionId).not.toBe(first?.submissionId);
    const again = await store.rejudgings.takeItem(id, 0);
    expect(again).toMatchObject({ submissionId: first?.submissionId, attempt: 2 });
    const late = { verdict: verdictOf('Accepted'), compile: null, testResults: [] };
    expect(await store.rejudgings.finishItem(id, first as never, late)).toBeUndefined();
    expect(await store.rejudgings.finishItem(id, again as never, late)).toMatchObject({
      stage: 'Running',
      finishedCount: 1,
    });
    expect(await store.rejudgings.finishItem(id, other as never, late)).toMatchObject({ stage: 'Judged' });
  });

  test('gives up a submission that kills its worker each time, which keeps its verdict', async () => {
    await importSampleProblem(store, 'poison');
    const poison = await judged('poison', 'Accepted');
    const { id } = await create({ problemId: 'poison' });
    for (let count = 1; count <= 5; count += 1) {
      expect(await store.rejudgings.takeItem(id, 0)).toMatchObject({ submissionId: poison, attempt: count });
    }
    expect(await store.rejudgings.takeItem(id, 0)).toBeUndefined();
    expect(await store.rejudgings.find(id)).toMatchObject({ stage: 'Judged', failedCount: 1, changedCount: 0 });
    expect((await store.rejudgings.find(id))?.message).toContain('5 times');
    expect(await store.rejudgings.apply(id, 100)).toEqual([]);
    expect((await store.submissions.find(poison))?.verdict?.status).toBe('Accepted');
  });

  test('leaves alone what another one has changed since it began', async () => {
    await importSampleProblem(store, 'twice');
    const submission = await judged('twice', 'Wrong Answer');
    const [older, newer] = [await create({ problemId: 'twice' }), await create({ problemId: 'twice' })];
    await judgeAll(older.id, () => verdictOf('Time Limit Exceeded'));
    await judgeAll(newer.id, () => verdictOf('Accepted'));
    await store.rejudgings.apply(newer.id, 100);
    expect(await store.rejudgings.apply(older.id, 100)).toEqual([]);
    expect((await store.submissions.find(submission))?.verdict?.status).toBe('Accepted');
  });

  test('that is discarded changes nothing and is no longer worked on', async () => {
    await importSampleProblem(store, 'dropped');
    await judged('dropped', 'Accepted');
    const { id } = await create({ problemId: 'dropped' });
    await expect(store.rejudgings.apply(id, 100)).rejects.toMatchObject({ code: 'conflict' });
    expect((await store.rejudgings.listStale(0, 100)).map((one) => one.id)).toContain(id);
    await store.rejudgings.discard(id);
    await store.rejudgings.discard(id);
    expect(await store.rejudgings.takeItem(id, 0)).toBeUndefined();
    expect((await store.rejudgings.listStale(0, 100)).map((one) => one.id)).not.toContain(id);
    await expect(store.rejudgings.apply(id, 100)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('names what it cannot find, and needs something that is finished', async () => {
    await importSampleProblem(store, 'empty');
    const gone = randomUUID();
    await expect(create({ problemId: 'none' })).rejects.toMatchObject({ code: 'problem_not_found' });
    await expect(create({ submissionIds: [gone] })).rejects.toThrow(gone);
    await expect(create({ problemId: 'empty' })).rejects.toMatchObject({ code: 'conflict' });
    const open = sampleSubmission({ problemId: 'empty' });
    await store.submissions.insert(open);
    await expect(create({ submissionIds: [open.id] })).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.rejudgings.find(gone)).toBeUndefined();
    await expect(store.rejudgings.apply(gone, 1)).rejects.toMatchObject({ code: 'rejudging_not_found' });
    await expect(store.rejudgings.discard('no uuid')).rejects.toMatchObject({ code: 'rejudging_not_found' });
  });
});
