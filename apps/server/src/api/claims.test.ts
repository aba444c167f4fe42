import { randomUUID } from 'node:crypto';
import { type SubmissionView, submissionViewSchema, submitResponseSchema, systemStatusSchema } from '@letscode/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveClient } from '../testing/live-client.js';
import { eventually, GOOD, startTestServer, type TestServer } from '../testing/test-server.js';
import { isRechecked } from './claims.js';

const PLAIN = { caseSensitive: false, spaceChangeSensitive: false };
const test = { cpuTimeMs: 1, wallTimeMs: 2, memoryBytes: 3 };
const summary = { passedCount: 0, testCount: 2, maxCpuTimeMs: 1, maxWallTimeMs: 2, maxMemoryBytes: 3 };

/** Judges wrong what says so, on the sample or on the hidden test; waits where the program asks for it. */
let isHeld = false;
async function judge(id: string, { store }: TestServer): Promise<void> {
  await eventually(() => (isHeld ? undefined : true));
  const attempt = await store.submissions.beginAttempt(id, 'standing-by');
  if (!attempt) return;
  const of = (where: string) => (attempt.code.includes(`${where} fails`) ? 'Wrong Answer' : 'Accepted');
  const testResults = [
    { name: 'sample/1', verdict: of('sample'), ...test } as const,
    { name: 'secret/1', verdict: of('secret'), ...test } as const,
  ];
  const status = testResults.find(({ verdict }) => verdict !== 'Accepted')?.verdict ?? 'Accepted';
  await store.submissions.complete({
    id,
    attempt: attempt.attempt,
    verdict: { ...summary, status },
    compile: null,
    testResults,
  });
}

let server: TestServer;
beforeAll(async () => {
  // Of no failure that comes by HTTP is it left to chance whether it is judged again.
  server = await startTestServer({ judge, newId: () => `${randomUUID().slice(0, -2)}01` });
  await putVariant('double', { comparison: PLAIN });
  await putVariant('checked', {});
  await putVariant('scored', { comparison: PLAIN, kind: { interactive: false, multiPass: false, scored: true } });
  await putVariant('talks', { comparison: PLAIN, kind: { interactive: true, multiPass: false, scored: false } });
});
afterAll(() => server.close());

async function putVariant(id: string, change: object): Promise<void> {
  const double = await server.store.problems.find('double');
  const forJudging = await server.store.problems.findForJudging('double');
  if (!double || !forJudging) throw new Error('the test server has no problem "double"');
  const { comparison: _comparison, ...plain } = double;
  const packageSha256 = Buffer.from(id.padEnd(32)).toString('hex');
  await server.store.problems.upsert({ ...forJudging, detail: { ...plain, id, ...change }, packageSha256 });
}

const passes = { name: 'sample/1', verdict: 'Accepted', wallTimeMs: 7 };
const fails = { ...passes, verdict: 'Wrong Answer', stdout: '11\n' };
const client = (tests: object[], change = {}) => ({
  runtimes: ['pyodide'],
  samples: { engine: 'pyodide-1', passed: tests.every((one) => one === passes), tests, ...change },
});

async function submit(change: object): Promise<ReturnType<typeof submitResponseSchema.parse>> {
  const { status, body } = await server.post('/api/submit', { ...GOOD, ...change });
  expect(status, JSON.stringify(body)).toBe(200);
  return submitResponseSchema.parse(body);
}

const view = async (id: string): Promise<SubmissionView> =>
  submissionViewSchema.parse((await server.get(`/api/submission/${id}`)).body);

const judged = (id: string) =>
  eventually(async () => {
    const shown = await view(id);
    return shown.status === 'Completed' && shown.client?.state !== 'checking' ? shown : undefined;
  });

describe('a failure that a browser has found', () => {
  it('is final at once, costs no job and says who judged it', async () => {
    const { submissionId, strategy, alternatives, client: told } = await submit({ client: client([fails]) });
    expect([strategy, told]).toEqual(['client', { engine: 'pyodide-1', passed: false, state: 'final' }]);
    expect(alternatives.map((other) => other.strategy)).toEqual(['server', 'hybrid']);
    expect(await server.queue.hasJob(submissionId)).toBe(false);
    expect(await view(submissionId)).toMatchObject({
      status: 'Completed',
      strategy: 'client',
      verdict: { status: 'Wrong Answer', passedCount: 0, testCount: 2, maxWallTimeMs: 7 },
      testResults: [{ name: 'sample/1', verdict: 'Wrong Answer', input: '5\n', expected: '10\n', stdout: '11\n' }],
    });
  });

  it('does not count as solved, and is told to the sockets of its user', async () => {
    const userId = 'listener';
    const live = new LiveClient(server.url, `/?userId=${userId}`);
    await live.systemStatus();
    const { submissionId } = await submit({ userId, client: client([fails]) });
    expect(await live.update({ submissionId })).toMatchObject({
      status: 'Completed',
      verdict: { status: 'Wrong Answer' },
      client: { state: 'final' },
    });
    await live.close();
    const { body } = await server.get(`/api/problems/double?userId=${userId}`);
    expect(body.userStatus).toBe('tried');
  });

  it('is of the share for one submission in sixteen', () => {
    const ids = Array.from({ length: 256 }, (_, index) => `x${index.toString(16).padStart(2, '0')}`);
    expect(ids.filter(isRechecked)).toHaveLength(16);
  });
});

describe('a success that a browser has found', () => {
  it('is provisional until the server has judged, whose verdict stands', async () => {
    isHeld = true;
    const right = await submit({ client: client([passes]) });
    const wrong = await submit({ code: '# secret fails', client: client([passes]) });
    expect(await view(right.submissionId)).toMatchObject({ status: 'Queued', client: { state: 'checking' } });
    expect((await view(right.submissionId)).verdict).toBeUndefined();
    isHeld = false;
    expect(await judged(right.submissionId)).toMatchObject({
      verdict: { status: 'Accepted' },
      client: { state: 'agreed' },
    });
    // The browser said nothing of hidden tests, so nobody disagrees.
    expect(await judged(wrong.submissionId)).toMatchObject({
      verdict: { status: 'Wrong Answer' },
      client: { state: 'agreed' },
    });
  });

  it('waits behind those of whom nothing is known', async () => {
    isHeld = true;
    const claimed = [await submit({ client: client([passes]) }), await submit({ client: client([passes]) })];
    const plain = await submit({});
    const position = async ({ submissionId }: { submissionId: string }) =>
      (await view(submissionId)).queuePosition ?? 0;
    expect(await position(plain)).toBeLessThan(await position(claimed[1] as { submissionId: string }));
    isHeld = false;
    for (const { submissionId } of [...claimed, plain]) {
      await eventually(async () => ((await view(submissionId)).status === 'Completed' ? true : undefined));
    }
  });

  it('that is false is recorded, and its user is not believed after the third', async () => {
    const before = systemStatusSchema.parse((await server.get('/api/status')).body).claims;
    const lie = { code: '# sample fails', userId: 'mallory', client: client([passes]) };
    for (let index = 0; index < 3; index++) {
      const { submissionId } = await submit(lie);
      expect(await judged(submissionId)).toMatchObject({
        verdict: { status: 'Wrong Answer' },
        client: { state: 'disagreed' },
      });
    }
    const after = systemStatusSchema.parse((await server.get('/api/status')).body).claims;
    expect((after?.disagreedCount ?? 0) - (before?.disagreedCount ?? 0)).toBe(3);
    expect(after?.distrustedCount).toBe(1);
    for (const found of [passes, fails]) {
      const next = await submit({ ...lie, client: client([found]) });
      expect(next.client).toBeUndefined();
      expect(next.reasons.join()).toContain('several of your results to be wrong');
      expect(next.strategy).not.toBe('client');
    }
  });
});

describe('a claim is passed over with a reason', () => {
  it.each<[string, object, string]>([
    ['of an interactive problem', { problemId: 'talks' }, 'interactive'],
    ['of a scored problem', { problemId: 'scored' }, 'scored'],
    ["of a problem with a checker of the author's", { problemId: 'checked' }, 'own checker'],
    [
      'of an engine that runs another language',
      { client: { ...client([fails]), runtimes: ['wasi'] } },
      'did not offer to run Python 3',
    ],
    ['of a program that works with files', { code: 'open("/etc/passwd")' }, 'works with files'],
  ])('%s', async (_what, change, reason) => {
    const answer = await submit({ client: client([fails]), ...change });
    expect(answer.client).toBeUndefined();
    expect(answer.strategy).not.toBe('client');
    expect(answer.reasons.join()).toContain("The browser's result was not taken");
    expect(answer.reasons.join()).toContain(reason);
    expect((await judged(answer.submissionId)).verdict?.status).toBe('Accepted');
  });

  it('of a Python that is another than the server’s', async () => {
    const reported = await server.store.languages.list();
    const older = reported.map((one) => (one.id === 'python' ? { ...one, version: 'Python 3.8.10' } : one));
    await server.store.languages.report(older);
    const answer = await submit({ client: client([fails]) });
    await server.store.languages.report(reported);
    expect(answer.client).toBeUndefined();
    expect(answer.reasons.join()).toContain('Python 3 is 3.11 in the browser and 3.8 on the server');
  });

  it('of a module that its source gives away, and of a language that is not prepared for browsers here', async () => {
    const reported = await server.store.languages.list();
    const [python] = reported;
    if (!python) throw new Error('the test server has no languages');
    const cpp = { ...python, id: 'cpp', name: 'C++', version: 'g++ 12.2.0', extension: 'cpp' };
    const ofWasi = { ...client([fails]), runtimes: ['wasi'] };
    const send = (code: string) => submit({ language: 'cpp', code, client: ofWasi });
    await server.store.languages.report([...reported, { ...cpp, clientRuntime: 'wasi' }]);
    expect((await send('#include <cstdlib>\nint main() { return rand(); }')).reasons.join()).toContain(
      'may come out otherwise in a browser',
    );
    const plain = 'int main() { return 0; }';
    expect((await send(plain)).client).toMatchObject({ state: 'final' });
    await server.store.languages.report([...reported, cpp]);
    expect((await send(plain)).reasons.join()).toContain('prepares no C++ for browsers');
    await server.store.languages.report(reported);
  });
});

describe('a claim is refused', () => {
  it.each<[string, object, string]>([
    ['of a hidden test', client([{ ...fails, name: 'secret/1' }]), 'client.samples.tests.0.name'],
    ['of tests that there are not', client([fails, { ...passes, name: 'sample/999' }]), 'client.samples.tests.1.name'],
    ['of a verdict that there is not', client([{ ...fails, verdict: 'Awesome' }]), 'client.samples.tests.0.verdict'],
    [
      'of one that only the server gives',
      client([{ ...fails, verdict: 'Internal Error' }]),
      'client.samples.tests.0.verdict',
    ],
    [
      'of a huge list',
      client(Array.from({ length: 5_000 }, (_, n) => ({ ...fails, name: `${n}` }))),
      'client.samples.tests',
    ],
    ['that contradicts itself', client([fails], { passed: true }), 'client.samples.passed'],
  ])('%s', async (_what, samples, field) => {
    const { status, body } = await server.post('/api/submit', { ...GOOD, userId: 'hostile', client: samples });
    expect(status).toBe(400);
    expect(JSON.stringify(body.error)).toContain(field);
    expect((await server.get('/api/submissions?userId=hostile')).body.submissions).toEqual([]);
  });
});

// At the end: the standing-by worker never gives the lane back that it judges again on.
describe('a failure of the share', () => {
  it('is judged again by the server when there is nothing else to do, whose verdict stands', async () => {
    const id = randomUUID();
    const claim = { engine: 'pyodide-1', passed: false, tests: [fails as never] };
    const outcome = {
      verdict: { ...summary, status: 'Wrong Answer' as const },
      testResults: [{ ...test, name: 'sample/1', verdict: 'Wrong Answer' as const }],
    };
    const row = { id, problemId: 'double', language: 'python', userId: 'unlucky', code: 'x', isCustomTest: false };
    await server.store.submissions.insert({
      ...row,
      strategy: 'client',
      reasons: [],
      client: { claim, outcome, wantsRecheck: true },
    });
    const [recheck] = await eventually(async () => {
      const found = await server.store.claims.listRechecks(1);
      return found.length > 0 && found[0]?.stage !== null ? found : undefined;
    });
    const rejudgingId = recheck?.rejudgingId ?? '';
    // In place of a worker, which no test here is about.
    const item = await server.store.rejudgings.takeItem(rejudgingId, 0);
    if (!item) throw new Error('there is nothing to judge again');
    await server.store.rejudgings.finishItem(rejudgingId, item, {
      verdict: { ...summary, status: 'Accepted' },
      compile: null,
      testResults: [{ ...test, name: 'sample/1', verdict: 'Accepted' }],
    });
    const shown = await eventually(async () => {
      const now = await view(id);
      return now.client?.state === 'disagreed' ? now : undefined;
    });
    expect(shown.verdict?.status).toBe('Accepted');
    expect((await server.get('/api/problems/double?userId=unlucky')).body.userStatus).toBe('solved');
    expect(await server.store.claims.isTrusted('unlucky')).toBe(true);
  });
});
