/** The worker with everything real: PostgreSQL, queue, judge, sandbox, toolchains. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type TestRequest } from '@letscode/core';
import { loadLanguages } from '@letscode/languages';
import { openQueueClient, PRIORITY, type ProgressEvent, type QueueClient } from '@letscode/queue';
import { openSandbox, type Sandbox } from '@letscode/sandbox';
import { openStore, type Store } from '@letscode/store';
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOUBLE, eventually, putProblem, putSubmission } from './testing/problems.js';
import { type RunningWorker, startWorker } from './worker.js';

let dataFolder: string;
let postgres: TestPostgres;
let databaseUrl: string;
let store: Store;
let queue: QueueClient;
let sandbox: Sandbox;
let worker: RunningWorker;
let runCount = 0;
const events: ProgressEvent[] = [];

function start(): Promise<RunningWorker> {
  return startWorker({
    store,
    engine: { kind: 'postgres', url: databaseUrl },
    sandbox: {
      run(spec, signal) {
        runCount += 1;
        return sandbox.run(spec, signal);
      },
    },
    languages: loadLanguages().filter(({ id }) => ['python', 'c'].includes(id)),
    searchPath: ['/usr/local/bin', '/usr/bin', '/bin'],
    dataFolder,
    laneCount: 2,
    workerId: 'worker-under-test',
    log: pino({ level: 'silent' }),
    now: Date.now,
  });
}

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'letscode-worker-'));
  postgres = await startTestPostgres();
  databaseUrl = await postgres.createDatabase();
  store = openStore(databaseUrl);
  await putProblem(store, 'double', DOUBLE, { ...DEFAULT_LIMITS, cpuTimeMs: 1_000, wallTimeMs: 5_000 });
  queue = await openQueueClient({ engine: { kind: 'postgres', url: databaseUrl } });
  queue.onProgress((event) => events.push(event));
  sandbox = await openSandbox({ laneCount: 2 });
  worker = await start();
});
afterAll(async () => {
  await worker?.close(0);
  await sandbox?.close();
  await queue?.close();
  await store?.close();
  await postgres?.stop();
  expect((await readdir(join(dataFolder, 'scratch'))).filter((name) => name.startsWith('job-'))).toEqual([]);
  await rm(dataFolder, { recursive: true });
});

async function judged(submission: { code: string; language?: string; isCustomTest?: boolean }) {
  const id = await putSubmission(store, { problemId: 'double', ...submission });
  await queue.addSubmission(id, PRIORITY.submit);
  return eventually(async () => {
    const found = await store.submissions.find(id);
    return found?.status === 'Completed' || found?.status === 'Failed' ? found : undefined;
  });
}

const C_DOUBLE = '#include <stdio.h>\nint main(void) { int n; scanf("%d", &n); printf("%d\\n", 2 * n); }\n';

describe('a worker', () => {
  it('reports the languages that it has proven, and that it lives', async () => {
    expect(worker.languageIds.sort()).toEqual(['c', 'python']);
    expect((await store.languages.list()).filter(({ available }) => available)).toHaveLength(2);
    const [self] = await store.workers.listActive();
    expect(self).toMatchObject({ id: 'worker-under-test', laneCount: 2 });
  });

  it.each([
    ['Accepted', 'python', 'print(int(input()) * 2)'],
    ['Accepted', 'c', C_DOUBLE],
    ['Wrong Answer', 'python', 'print(10)'],
    ['Runtime Error', 'python', 'raise SystemExit(3)'],
    ['Time Limit Exceeded', 'python', 'while True: pass'],
    ['Compilation Error', 'c', 'int main(void) { return'],
  ])('judges: %s (%s)', async (verdict, language, code) => {
    const found = await judged({ language, code });
    expect(found.verdict?.status).toBe(verdict);
    expect(found.status).toBe('Completed');
    expect(found.testResults.map(({ name }) => name)).toEqual(['sample/1', 'secret/1', 'secret/2']);
    if (language === 'c') expect(found.compile?.ok).toBe(verdict !== 'Compilation Error');
  });

  it('tells its progress stage by stage and test by test', async () => {
    const { id } = await judged({ language: 'c', code: C_DOUBLE });
    const own = () => events.filter(({ update }) => update.submissionId === id).map(({ update }) => update);
    await eventually(() => own().find(({ status }) => status === 'Completed'));
    expect(own().map(({ status, currentTest, testResult }) => [status, currentTest, testResult?.verdict])).toEqual([
      ['Compiling', undefined, undefined],
      ['Running', 0, undefined],
      ['Running', 1, 'Accepted'],
      ['Running', 2, 'Accepted'],
      ['Running', 3, 'Accepted'],
      ['Completed', 3, undefined],
    ]);
    expect(own().at(-1)?.verdict?.status).toBe('Accepted');
  });

  it('keeps the data of hidden tests to itself and shows that of samples', async () => {
    const found = await judged({ code: 'print(10)' });
    expect(found.testResults[0]).toMatchObject({ name: 'sample/1', verdict: 'Accepted', input: '5\n', stdout: '10\n' });
    const hidden = found.testResults[1];
    expect(hidden?.verdict).toBe('Wrong Answer');
    for (const field of ['input', 'expected', 'stdout', 'stderr']) expect(hidden).not.toHaveProperty(field);
  });

  it('judges a custom test on the samples only', async () => {
    const found = await judged({ code: 'print(10)', isCustomTest: true });
    expect(found.verdict?.status).toBe('Accepted');
    expect(found.testResults.map(({ name }) => name)).toEqual(['sample/1']);
  });

  it('answers a test run, with the limits and the checker of its problem', async () => {
    const run = (request: Partial<TestRequest>) =>
      queue.runTest({ code: 'print(int(input()) * 2)', language: 'python', input: '5', ...request }, 30_000);
    expect(await run({})).toMatchObject({ success: true, status: 'OK', output: '10\n' });
    const checked = await run({
      problemId: 'double',
      tests: [
        { input: '1', expected: '2' },
        { input: '1', expected: '3' },
      ],
    });
    expect(checked.tests.map(({ verdict }) => verdict)).toEqual(['Accepted', 'Wrong Answer']);
    expect(await run({ problemId: 'double', code: 'while True: pass' })).toMatchObject({
      success: false,
      status: 'Time Limit Exceeded',
    });
    await expect(run({ language: 'cobol' })).rejects.toMatchObject({ code: 'language_unavailable' });
    await expect(run({ problemId: 'gone' })).rejects.toMatchObject({ code: 'problem_not_found' });
  });

  it('keeps its verdicts through a restart of PostgreSQL', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 4; index += 1) {
      const code = `import time\ntime.sleep(0.3)\nprint(int(input()) * 2)  # ${index}`;
      const id = await putSubmission(store, { problemId: 'double', code });
      await queue.addSubmission(id, PRIORITY.submit);
      ids.push(id);
    }
    await eventually(async () =>
      (await store.submissions.find(ids[0] as string))?.status === 'Running' ? true : undefined,
    );
    await postgres.restart({ kill: true });
    for (const id of ids) {
      const found = await eventually(async () => {
        const row = await store.submissions.find(id);
        if (row?.status === 'Completed') return row;
        // What the server's sweep does for one whose job was lost with the connection.
        if (!(await queue.hasJob(id))) await queue.addSubmission(id, PRIORITY.requeued);
        return undefined;
      });
      expect(found.verdict?.status).toBe('Accepted');
      expect(found.testResults).toHaveLength(3);
    }
  });

  it('that starts again trusts the proofs of the last start', async () => {
    await worker.close(1_000);
    expect(await store.workers.listActive()).toEqual([]);
    runCount = 0;
    worker = await start();
    expect(worker.languageIds.sort()).toEqual(['c', 'python']);
    expect(runCount).toBe(0);
  });
});
