/** Verifications and rejudgings with everything real: PostgreSQL, queue, judge, sandbox, CPython. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type Rejudging, type Verification } from '@letscode/core';
import { loadLanguages } from '@letscode/languages';
import { type AuthoringEvent, openQueueClient, PRIORITY, type QueueClient } from '@letscode/queue';
import { openSandbox, type Sandbox } from '@letscode/sandbox';
import { openStore, type Store } from '@letscode/store';
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putPackage } from '../testing/packages.js';
import { eventually, putSubmission } from '../testing/problems.js';
import { type RunningWorker, startWorker } from '../worker.js';

let dataFolder: string;
let postgres: TestPostgres;
let databaseUrl: string;
let store: Store;
let queue: QueueClient;
let sandbox: Sandbox;
let worker: RunningWorker;
const events: AuthoringEvent['authoring'][] = [];

function start(workerId: string): Promise<RunningWorker> {
  return startWorker({
    store,
    engine: { kind: 'postgres', url: databaseUrl },
    sandbox,
    languages: loadLanguages().filter(({ id }) => ['python', 'c'].includes(id)),
    searchPath: ['/usr/local/bin', '/usr/bin', '/bin'],
    dataFolder,
    laneCount: 2,
    workerId,
    log: pino({ level: 'silent' }),
    now: Date.now,
  });
}

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'letscode-background-'));
  postgres = await startTestPostgres();
  databaseUrl = await postgres.createDatabase();
  store = openStore(databaseUrl);
  queue = await openQueueClient({ engine: { kind: 'postgres', url: databaseUrl } });
  queue.onAuthoring(({ authoring }) => events.push(authoring));
  sandbox = await openSandbox({ laneCount: 2 });
  worker = await start('first');
});
afterAll(async () => {
  await worker?.close(0);
  await sandbox?.close();
  await queue?.close();
  await store?.close();
  await postgres?.stop();
  await rm(dataFolder, { recursive: true, force: true });
});

const DATA = {
  'data/sample/1.in': '5\n',
  'data/sample/1.ans': '10\n',
  'data/secret/1.in': '21\n',
  'data/secret/1.ans': '42\n',
};
const SOLUTIONS = {
  'submissions/accepted/double.py': 'print(int(input()) * 2)\n',
  'submissions/wrong_answer/ten.py': 'print(10)\n',
  'submissions/wrong_answer/right.py': 'n = int(input())\nprint(n + n)\n',
};
const DOUBLE = {
  'problem.yaml': 'name: Double\nlimits:\n  time_limit: 2\n',
  '.timelimit': '2\n',
  'problem_statement/problem.en.md': '# Double\n',
  ...DATA,
  ...SOLUTIONS,
};
const LIMITS = { ...DEFAULT_LIMITS, cpuTimeMs: 2_000, wallTimeMs: 8_000 };

async function verify(problemId: string): Promise<string> {
  const id = await store.verifications.create({ id: randomUUID(), problemId, userId: 'author' });
  await queue.addBackground({ kind: 'verification', id, runner: 0 });
  return id;
}

function verified(id: string): Promise<Verification> {
  return eventually(async () => {
    const found = await store.verifications.find(id);
    return found?.stage === 'Completed' || found?.stage === 'Failed' ? found : undefined;
  });
}

function rejudged(id: string): Promise<Rejudging> {
  return eventually(async () => {
    const found = await store.rejudgings.find(id);
    return found?.stage === 'Judged' ? found : undefined;
  });
}

describe('a verification', () => {
  it('judges every solution on every test and says who is not as expected', async () => {
    await putPackage(store, 'double', DOUBLE, { limits: LIMITS });
    const id = await verify('double');
    const found = await verified(id);
    expect(found).toMatchObject({
      stage: 'Completed',
      tests: ['sample/1', 'secret/1'],
      finishedCount: 3,
      totalCount: 3,
    });
    const table = found.rows.map(({ submission, verdict, ok, tests }) => [
      submission.replace('submissions/', ''),
      verdict,
      ok,
      tests.map((test) => test.verdict),
    ]);
    expect(table).toEqual([
      ['accepted/double.py', 'Accepted', true, ['Accepted', 'Accepted']],
      ['wrong_answer/right.py', 'Accepted', false, ['Accepted', 'Accepted']],
      ['wrong_answer/ten.py', 'Wrong Answer', true, ['Accepted', 'Wrong Answer']],
    ]);
    expect(found.timeLimit).toMatchObject({
      usedMs: 2_000,
      source: 'package',
      slowestAccepted: { submission: 'submissions/accepted/double.py' },
    });
    const own = events.filter((event) => event.id === id);
    expect(own.map(({ stage, finishedCount }) => [stage, finishedCount])).toEqual([
      ['Running', 0],
      ['Running', 1],
      ['Running', 2],
      ['Completed', 3],
    ]);
  });

  it('derives the time limit where the package names none, and the problem then has it', async () => {
    const { '.timelimit': _, ...files } = DOUBLE;
    await putPackage(store, 'unlimited', { ...files, 'problem.yaml': 'name: Double\n' }, { hasTimeLimit: false });
    const found = await verified(await verify('unlimited'));
    expect(found).toMatchObject({ stage: 'Completed', timeLimit: { source: 'derived' } });
    const usedMs = found.timeLimit?.usedMs as number;
    expect(usedMs % 1_000).toBe(0);
    expect((await store.problems.find('unlimited'))?.limits.cpuTimeMs).toBe(usedMs);
    expect((await store.problems.findForJudging('unlimited'))?.limits.wallTimeMs).toBeGreaterThan(usedMs);
  });

  it('goes on where it was when its worker stops', async () => {
    const slow = { 'submissions/accepted/slow.py': 'import time\ntime.sleep(1)\nprint(int(input()) * 2)\n' };
    await putPackage(store, 'stopped', { ...DOUBLE, ...slow }, { limits: LIMITS });
    const id = await verify('stopped');
    await eventually(async () => ((await store.verifications.find(id))?.finishedCount === 1 ? true : undefined));
    await worker.close(0);
    worker = await start('second');
    const found = await verified(id);
    expect(found).toMatchObject({ stage: 'Completed', finishedCount: 4 });
    expect(found.rows.map(({ ok }) => ok)).toEqual([true, true, false, true]);
  });

  it('of a package that is replaced meanwhile ends and says so', async () => {
    await putPackage(store, 'replaced', DOUBLE, { limits: LIMITS });
    const id = await store.verifications.create({ id: randomUUID(), problemId: 'replaced' });
    await putPackage(store, 'replaced', { ...DOUBLE, 'data/secret/2.in': '1\n', 'data/secret/2.ans': '2\n' });
    await queue.addBackground({ kind: 'verification', id, runner: 0 });
    expect(await verified(id)).toMatchObject({ stage: 'Failed', message: expect.stringContaining('replaced') });
  });
});

describe('a rejudging', () => {
  it('judges by the problem as it is now and leaves the old verdicts alone', async () => {
    await putPackage(store, 'mended', { ...DOUBLE, 'data/secret/1.ans': '43\n' }, { limits: LIMITS });
    const ids: string[] = [];
    for (const code of ['print(int(input()) * 2)', 'print(10)']) {
      const id = await putSubmission(store, { problemId: 'mended', code });
      await queue.addSubmission(id, PRIORITY.submit);
      ids.push(id);
    }
    const statuses = () => Promise.all(ids.map(async (id) => (await store.submissions.find(id))?.verdict?.status));
    await eventually(async () => ((await statuses()).every((status) => status !== undefined) ? true : undefined));
    expect(await statuses()).toEqual(['Wrong Answer', 'Wrong Answer']);

    await putPackage(store, 'mended', DOUBLE, { limits: LIMITS });
    const id = randomUUID();
    const { runnerCount } = await store.rejudgings.create({
      id,
      what: { problemId: 'mended' },
      userId: 'author',
      runnerCount: 2,
    });
    for (let runner = 0; runner < runnerCount; runner += 1)
      await queue.addBackground({ kind: 'rejudging', id, runner });
    expect(await rejudged(id)).toMatchObject({
      changedCount: 1,
      changes: [{ submissionId: ids[0], old: { status: 'Wrong Answer' }, new: { status: 'Accepted' } }],
    });
    expect(await statuses()).toEqual(['Wrong Answer', 'Wrong Answer']);
    await store.rejudgings.apply(id, 10);
    expect(await statuses()).toEqual(['Accepted', 'Wrong Answer']);
    const hidden = (await store.submissions.find(ids[0] as string))?.testResults[1];
    for (const field of ['input', 'expected', 'stdout']) expect(hidden).not.toHaveProperty(field);
  });
});

describe('a package in the store', () => {
  it('is judged with groups, points and its own validator', async () => {
    await putPackage(store, 'points', {
      'problem.yaml': 'name: Points\ntype: scoring\nvalidation: custom\nlimits:\n  time_limit: 2\n',
      'problem_statement/problem.en.md': '# Points\n',
      'output_validators/check/check.py':
        'import sys\nsys.exit(42 if sys.stdin.read().split() == open(sys.argv[2]).read().split() else 43)\n',
      'data/testdata.yaml': 'on_reject: continue\ngrader_flags: always_accept sum ignore_sample\n',
      'data/sample/1.in': '5\n',
      'data/sample/1.ans': '10\n',
      'data/secret/testdata.yaml': 'on_reject: continue\ngrader_flags: always_accept sum\n',
      'data/secret/a/testdata.yaml': 'accept_score: 40\ngrader_flags: min\n',
      'data/secret/a/1.in': '1\n',
      'data/secret/a/1.ans': '2\n',
      'data/secret/b/testdata.yaml': 'accept_score: 60\ngrader_flags: min\n',
      'data/secret/b/1.in': '1000\n',
      'data/secret/b/1.ans': '2000\n',
    });
    const id = await putSubmission(store, {
      problemId: 'points',
      code: 'n = int(input())\nprint(n * 2 if n < 100 else 0)\n',
    });
    await queue.addSubmission(id, PRIORITY.submit);
    const found = await eventually(async () => (await store.submissions.find(id))?.verdict);
    expect(found).toMatchObject({ status: 'Partially Correct', score: 40 });
    expect(found.groups?.map(({ name, score }) => [name, score])).toContainEqual(['secret/a', 40]);
  });

  it('is compiled once: the second time, the artifact is taken', async () => {
    const code = '#include <stdio.h>\nint main(void) { int n; scanf("%d", &n); printf("%d\\n", 2 * n); }\n';
    const compiled = async (source: string) => {
      const id = await putSubmission(store, { problemId: 'double', code: source, language: 'c' });
      await queue.addSubmission(id, PRIORITY.submit);
      const found = await eventually(async () => {
        const row = await store.submissions.find(id);
        return row?.verdict ? row : undefined;
      });
      return [found.verdict?.status, found.compile?.cached];
    };
    expect(await compiled(code)).toEqual(['Accepted', false]);
    expect(await compiled(code)).toEqual(['Accepted', true]);
    expect(await compiled(`${code}\n`)).toEqual(['Accepted', false]);
    const broken = 'int main(void) { return';
    expect(await compiled(broken)).toEqual(['Compilation Error', false]);
    expect(await compiled(broken)).toEqual(['Compilation Error', false]);
  });
});
