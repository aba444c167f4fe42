import {
  languageListSchema,
  problemListSchema,
  problemResponseSchema,
  submissionListSchema,
  submissionViewSchema,
  submitResponseSchema,
  systemStatusSchema,
  type TestResponse,
  testResponseSchema,
} from '@letscode/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, GOOD, startTestServer, type TestServer } from '../testing/test-server.js';

const SUMMARY = { passedCount: 0, testCount: 2, maxCpuTimeMs: 1, maxWallTimeMs: 2, maxMemoryBytes: 3 };

/** What a worker does, with a compiler error for programs that ask for one. */
async function judge(id: string, { store }: TestServer): Promise<void> {
  const attempt = await store.submissions.beginAttempt(id, 'standing-by');
  if (!attempt) return;
  const isBroken = attempt.code.includes('syntax error');
  const test = { cpuTimeMs: 1, wallTimeMs: 2, memoryBytes: 3, verdict: 'Accepted' as const };
  await store.submissions.complete({
    id,
    attempt: attempt.attempt,
    verdict: { ...SUMMARY, status: isBroken ? 'Compilation Error' : 'Accepted' },
    compile: isBroken
      ? {
          ok: false,
          output: 'main.py:3:5: error: SyntaxError: invalid syntax\n    x = = 1\n',
          cpuTimeMs: 1,
          cached: false,
        }
      : null,
    testResults: isBroken
      ? []
      : [
          { name: 'sample/1', ...test, input: '5\n', expected: '10\n', stdout: '10\n' },
          // As if the judge had let a hidden test's data slip through.
          {
            name: 'secret/1',
            ...test,
            input: 'xyzzy',
            expected: 'xyzzy',
            stdout: 'xyzzy',
            stderr: 'xyzzy',
            violations: attempt.code.includes('smuggle') ? SMUGGLED : undefined,
          },
        ],
  });
}

/** A program that hands hidden input to system calls which it knows will be refused. */
const SMUGGLED = [
  { type: 'network' as const, syscall: 'socket', detail: 'socket(0x78797a7a79) refused once' },
  { type: 'network' as const, syscall: 'bind', detail: 'bind(0x78797a7a79) refused once' },
];

const RAN: TestResponse = {
  success: true,
  status: 'OK',
  output: '10\n',
  executionTime: 12,
  wallTimeMs: 15,
  memoryBytes: 1,
  stderr: '',
  stdoutTruncated: false,
  exitCode: 0,
  signal: null,
  compile: null,
  diagnostics: [],
  violations: [],
  layers: [],
  tests: [],
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    judge,
    test: async (request) => ({ ...RAN, output: `${request.input}\0 went in` }),
  });
});
afterAll(() => server.close());

async function putProblemWithoutSamples(): Promise<void> {
  const { store } = server;
  const double = await store.problems.find('double');
  const forJudging = await store.problems.findForJudging('double');
  if (!double || !forJudging) throw new Error('the test server has no problem "double"');
  const tests = forJudging.tests.filter(({ isSample }) => !isSample);
  const detail = { ...double, id: 'bare', samples: [], testCount: tests.length };
  await store.problems.upsert({ ...forJudging, detail, tests, packageSha256: 'b'.repeat(64) });
}

async function submitAndWait(code: string) {
  const { body } = await server.post('/api/submit', { ...GOOD, code });
  return eventually(async () => {
    const answer = await server.get(`/api/submission/${body.submissionId}`);
    return answer.body.status === 'Completed' ? answer.body : undefined;
  });
}

describe('a submission', () => {
  it('is taken in with its strategy and the reasons', async () => {
    const answer = await server.post('/api/submit', { ...GOOD, client: { runtimes: ['javascript'] } });
    expect(answer.status).toBe(200);
    submitResponseSchema.parse(answer.body);
    expect(answer.body.reasons.length).toBeGreaterThan(0);
    expect(answer.headers.get('x-request-id')).toBeTruthy();
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('keeps what spoke against the other tiers, and shows it', async () => {
    const { body } = await server.post('/api/submit', { ...GOOD, client: { runtimes: ['python'] } });
    const [client] = body.alternatives;
    expect(client).toEqual({
      strategy: 'client',
      isPossible: false,
      reasons: ['Judged on hidden tests, which never leave the server', "The problem's own checker runs on the server"],
    });
    const shown = submissionViewSchema.parse((await server.get(`/api/submission/${body.submissionId}`)).body);
    expect(shown.alternatives).toEqual(body.alternatives);
    const listed = (await server.get(`/api/submissions?userId=${GOOD.userId}`)).body.submissions[0];
    expect(listed).not.toHaveProperty('alternatives');
  });

  it('is hybrid while sandboxes of its language are warm, as they are after another one', async () => {
    await server.post('/api/submit', GOOD);
    const { body } = await server.post('/api/submit', GOOD);
    expect(body.strategy).toBe('hybrid');
    expect(body.reasons).toContain('Sandboxes of its language were warm');
  });

  it('is shown with its verdict once judged', async () => {
    const shown = submissionViewSchema.parse(await submitAndWait(GOOD.code));
    expect(shown).toMatchObject({ status: 'Completed', verdict: { status: 'Accepted' }, code: GOOD.code });
    expect(shown.queuePosition).toBeUndefined();
  });

  it('shows the data of samples and never that of hidden tests', async () => {
    const shown = await submitAndWait(GOOD.code);
    expect(shown.testResults[0]).toMatchObject({ name: 'sample/1', input: '5\n', stdout: '10\n' });
    expect(shown.testResults[1]).toEqual({
      name: 'secret/1',
      verdict: 'Accepted',
      cpuTimeMs: 1,
      wallTimeMs: 2,
      memoryBytes: 3,
    });
    expect(JSON.stringify(shown)).not.toContain('xyzzy');
  });

  it('tells of system calls refused in a hidden test only that there were some', async () => {
    const shown = await submitAndWait('# smuggle');
    expect(shown.testResults[1].violations).toEqual([
      { type: 'network', detail: 'network; hidden tests tell no more' },
    ]);
  });

  it('on samples only is refused where a problem has none', async () => {
    await putProblemWithoutSamples();
    const answer = await server.post('/api/submit', { ...GOOD, problemId: 'bare', isCustomTest: true });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: 'bad_request', details: { field: 'isCustomTest' } });
    expect(answer.body.error.message).toContain('"bare" has none: use POST /api/test');
    expect((await server.post('/api/submit', { ...GOOD, problemId: 'bare' })).status).toBe(200);
    expect((await server.post('/api/submit', { ...GOOD, isCustomTest: true })).status).toBe(200);
    const unknown = await server.post('/api/submit', { ...GOOD, problemId: 'nothing', isCustomTest: true });
    expect(unknown.body.error.code).toBe('problem_not_found');
  });

  it('shows places in the source for what the compiler says', async () => {
    const shown = submissionViewSchema.parse(await submitAndWait('# syntax error'));
    expect(shown.diagnostics).toEqual([expect.objectContaining({ severity: 'error', line: 3 })]);
  });

  it("appears in its user's history, page by page", async () => {
    const userId = 'historian';
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      ids.unshift((await server.post('/api/submit', { ...GOOD, userId })).body.submissionId);
    }
    const first = (await server.get(`/api/submissions?userId=${userId}&limit=2`)).body;
    submissionListSchema.parse(first);
    const before = first.submissions[1].createdAt;
    const second = (await server.get(`/api/submissions?userId=${userId}&limit=2&before=${before}`)).body;
    expect([...first.submissions, ...second.submissions].map(({ id }: { id: string }) => id)).toEqual(ids);
    const other = (await server.get(`/api/submissions?userId=${userId}&problemId=other`)).body;
    expect(other.submissions).toEqual([]);
  });

  it('counts for the problem and its user', async () => {
    await submitAndWait(GOOD.code);
    const { problems } = problemListSchema.parse((await server.get('/api/problems?userId=user-456')).body);
    expect(problems.find(({ id }) => id === 'double')).toMatchObject({ userStatus: 'solved' });
    const detail = (await server.get('/api/problems/double')).body;
    expect(problemResponseSchema.parse(detail).solvedCount).toBeGreaterThan(0);
    expect(JSON.stringify(detail)).not.toContain('secret');
  });
});

describe('a custom test', () => {
  it("answers the seed's example, a NUL byte in the output included", async () => {
    const answer = await server.post('/api/test', { code: 'print(int(input()) * 2)', input: '5', language: 'python' });
    expect(answer.status).toBe(200);
    expect(testResponseSchema.parse(answer.body)).toMatchObject({
      success: true,
      output: '5\0 went in',
      executionTime: 12,
    });
  });
});

describe('what the system tells of itself', () => {
  it('is health, load and languages in the shapes of the contract', async () => {
    const health = await server.get('/api/health');
    expect([health.status, health.body]).toEqual([200, { ok: true, database: true, queue: true, workers: 1 }]);
    systemStatusSchema.parse((await server.get('/api/status')).body);
    const { languages } = languageListSchema.parse((await server.get('/api/languages')).body);
    expect(languages.map(({ id, available }) => [id, available])).toEqual([
      ['haskell', false],
      ['python', true],
      ['rust', false],
    ]);
  });

  it('keeps a harmless request id of the caller and replaces any other', async () => {
    const ask = async (id: string) =>
      (await fetch(`${server.url}/api/health`, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await ask('trace-42')).toBe('trace-42');
    expect(await ask('a b"; evil')).not.toContain('evil');
  });
});
