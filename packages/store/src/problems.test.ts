import { describe, expect, test } from 'vitest';
import { storeSuite } from '../test/store-suite.js';
import type { StoredTest } from './contract.js';
import { importSampleProblem, sampleSubmission } from './testing.js';

const { store } = storeSuite();

const accepted = { passedCount: 2, testCount: 2, maxCpuTimeMs: 1, maxWallTimeMs: 1, maxMemoryBytes: 1 };

async function submit(problemId: string, userId: string, status: 'Accepted' | 'Wrong Answer', isCustomTest = false) {
  const submission = sampleSubmission({ problemId, userId, isCustomTest });
  await store.submissions.insert(submission);
  const attempt = await store.submissions.beginAttempt(submission.id, 'w');
  const verdict = { status, ...accepted };
  await store.submissions.complete({
    id: submission.id,
    attempt: attempt?.attempt ?? 0,
    verdict,
    compile: null,
    testResults: [],
  });
}

describe('problems', () => {
  test('are found as imported, with the secret tests for judging only', async () => {
    const problem = await importSampleProblem(store, 'found');
    expect(await store.problems.find('found')).toEqual(problem.detail);
    expect(await store.problems.findForJudging('found')).toEqual({
      id: 'found',
      limits: problem.limits,
      checker: problem.checker,
      tests: problem.tests,
      packageSha256: problem.packageSha256,
      files: [],
    });
    expect(await store.problems.packageSha256('found')).toBe(problem.packageSha256);
  });

  test('an unknown one is undefined', async () => {
    expect(await store.problems.find('none')).toBeUndefined();
    expect(await store.problems.findForJudging('none')).toBeUndefined();
    expect(await store.problems.packageSha256('none')).toBeUndefined();
  });

  test('the same package changes nothing, another one replaces the tests', async () => {
    const problem = await importSampleProblem(store, 'again');
    expect(await store.problems.upsert({ ...problem, tests: [] })).toEqual({ changed: false });
    expect((await store.problems.findForJudging('again'))?.tests).toHaveLength(2);
    const renewed = { ...problem, packageSha256: 'b'.repeat(64), tests: problem.tests?.slice(1) };
    expect(await store.problems.upsert(renewed)).toEqual({ changed: true });
    expect((await store.problems.findForJudging('again'))?.tests).toEqual(problem.tests?.slice(1));
  });

  test('a test or a validator without its blob is refused, and nothing is stored', async () => {
    const withoutBlob = importSampleProblem(store, 'bare', (problem) => ({
      ...problem,
      tests: (problem.tests ?? []).map((one) => ({ ...one, inputSha256: '0'.repeat(64) })),
    }));
    await expect(withoutBlob).rejects.toMatchObject({ code: 'bad_package' });
    const withoutSource = importSampleProblem(store, 'bare', (problem) => ({
      ...problem,
      checker: { kind: 'custom', args: [], files: [{ path: 'check.py', sha256: '0'.repeat(64) }] },
    }));
    await expect(withoutSource).rejects.toMatchObject({ code: 'bad_package' });
    expect(await store.problems.find('bare')).toBeUndefined();
  });

  test('more tests than one statement has room for keep their order', async () => {
    const names = Array.from({ length: 2_500 }, (_, index) => `secret/${index}`);
    await importSampleProblem(store, 'many', (problem) => ({
      ...problem,
      tests: names.map((name) => ({ ...(problem.tests?.[0] as StoredTest), name })),
    }));
    expect((await store.problems.findForJudging('many'))?.tests.map((one) => one.name)).toEqual(names);
  });

  test('counts name distinct users, and leave custom tests out', async () => {
    await importSampleProblem(store, 'counted');
    await submit('counted', 'ada', 'Wrong Answer');
    await submit('counted', 'ada', 'Accepted');
    await submit('counted', 'ada', 'Wrong Answer');
    await submit('counted', 'bob', 'Wrong Answer');
    await submit('counted', 'eve', 'Accepted', true);
    const of = async (userId?: string) => (await store.problems.list(userId)).find((one) => one.id === 'counted');
    expect(await of()).toMatchObject({ triedCount: 2, solvedCount: 1 });
    expect(await of()).not.toHaveProperty('userStatus');
    expect((await of('ada'))?.userStatus).toBe('solved');
    expect((await of('bob'))?.userStatus).toBe('tried');
    expect((await of('eve'))?.userStatus).toBe('new');
    expect(await store.problems.find('counted', 'bob')).toMatchObject({
      triedCount: 2,
      solvedCount: 1,
      userStatus: 'tried',
    });
  });

  test('counts outlive a new version of the package', async () => {
    const problem = await importSampleProblem(store, 'renewed');
    await submit('renewed', 'ada', 'Accepted');
    await store.problems.upsert({ ...problem, packageSha256: 'c'.repeat(64) });
    expect(await store.problems.find('renewed')).toMatchObject({ triedCount: 1, solvedCount: 1 });
  });
});
