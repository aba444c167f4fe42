/** Verifications and rejudgings over HTTP; what workers do for them is in the worker's own tests. */
import { randomUUID } from 'node:crypto';
import { rejudgingSchema, type VerdictSummary, verificationSchema } from '@letscode/core';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepBackgroundOnce } from '../background-sweep.js';
import { LiveClient } from '../testing/live-client.js';
import { eventually, GOOD, startTestServer, type TestServer } from '../testing/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ judge: async () => {} });
});
afterAll(() => server.close());

function verdictOf(status: VerdictSummary['status']): VerdictSummary {
  return { status, passedCount: 1, testCount: 1, maxCpuTimeMs: 1, maxWallTimeMs: 1, maxMemoryBytes: 1 };
}

async function judged(status: VerdictSummary['status'], userId = GOOD.userId): Promise<string> {
  const { store } = server;
  const id = randomUUID();
  const { code, language, problemId } = GOOD;
  await store.submissions.insert({
    ...{ id, code, language, problemId, userId },
    isCustomTest: false,
    strategy: 'server',
    reasons: [],
  });
  const attempt = (await store.submissions.beginAttempt(id, 'w'))?.attempt ?? 0;
  await store.submissions.complete({ id, attempt, verdict: verdictOf(status), compile: null, testResults: [] });
  return id;
}

/** What a worker does. */
async function judgeAgain(id: string, status: VerdictSummary['status']): Promise<void> {
  const { rejudgings } = server.store;
  for (let runner = 0; runner < 4; runner += 1) {
    for (let item = await rejudgings.takeItem(id, runner); item; item = await rejudgings.takeItem(id, runner)) {
      await rejudgings.finishItem(id, item, { verdict: verdictOf(status), compile: null, testResults: [] });
    }
  }
}

describe('a rejudging over HTTP', () => {
  it('tells the difference, is applied, and the user hears of it', async () => {
    const submissionId = await judged('Wrong Answer', 'rejudged-user');
    const { body } = await server.post('/api/rejudge', { submissionId });
    expect(body).toMatchObject({ submissionCount: 1 });
    const path = `/api/rejudge/${body.rejudgingId}`;
    expect((await server.post(`${path}/apply`, {})).status).toBe(409);
    await judgeAgain(body.rejudgingId, 'Accepted');
    const diff = (await server.get(path)).body;
    expect(rejudgingSchema.parse(diff)).toMatchObject({
      stage: 'Judged',
      changes: [{ submissionId, old: { status: 'Wrong Answer' }, new: { status: 'Accepted' } }],
    });
    const client = new LiveClient(server.url, '/?userId=rejudged-user');
    await client.update({ submissionId });
    expect((await server.post(`${path}/apply`, {})).body).toMatchObject({ stage: 'Applied' });
    const told = await eventually(() => client.updates.find((update) => update.verdict?.status === 'Accepted'));
    expect(told).toMatchObject({ submissionId, status: 'Completed' });
    expect((await server.get(`/api/submission/${submissionId}`)).body.verdict.status).toBe('Accepted');
    expect((await server.post(`${path}/discard`, {})).status).toBe(409);
    await client.close();
  });

  it('of a whole problem takes all of its finished submissions, and may be dropped', async () => {
    await judged('Wrong Answer');
    const { body } = await server.post('/api/rejudge', { problemId: 'double' });
    expect(body.submissionCount).toBeGreaterThan(1);
    const path = `/api/rejudge/${body.rejudgingId}`;
    expect((await server.post(`${path}/discard`, {})).body).toMatchObject({ stage: 'Discarded', problemId: 'double' });
  });

  it('needs to know of what, and says what it cannot find', async () => {
    expect((await server.post('/api/rejudge', {})).status).toBe(400);
    expect((await server.post('/api/rejudge', { problemId: 'double', submissionId: randomUUID() })).status).toBe(400);
    expect((await server.post('/api/rejudge', { problemId: 'none' })).body.error.code).toBe('problem_not_found');
    expect((await server.post('/api/rejudge', { submissionIds: [randomUUID()] })).status).toBe(404);
    expect((await server.get(`/api/rejudge/${randomUUID()}`)).body.error.code).toBe('rejudging_not_found');
    expect((await server.post('/api/rejudge/x/apply', {})).status).toBe(404);
  });
});

describe('a verification over HTTP', () => {
  it('begins, is told while it runs, and goes to the socket of who asked', async () => {
    const { store } = server;
    const sha256 = await store.blobs.put(Buffer.from('name: Kept\n'));
    const detail = (await store.problems.find('double')) as never;
    await store.problems.upsert({
      detail: { ...(detail as object), id: 'kept' } as never,
      limits: (await store.problems.findForJudging('double'))?.limits as never,
      files: [{ path: 'problem.yaml', sha256, byteCount: 11 }],
      packageSha256: 'c'.repeat(64),
    });
    expect((await server.get('/api/problems/kept/verification')).body.error.code).toBe('verification_not_found');
    const first = await server.post('/api/problems/kept/verify', { userId: 'author-1' });
    const second = await server.post('/api/problems/kept/verify', {});
    expect(second.body.verificationId).toBe(first.body.verificationId);
    const found = (await server.get('/api/problems/kept/verification')).body;
    expect(verificationSchema.parse(found)).toMatchObject({ problemId: 'kept', stage: 'Queued', isCurrent: true });

    const client = new LiveClient(server.url, '/?userId=author-1');
    await client.systemStatus();
    const authoring = {
      ...{ kind: 'verification' as const, id: first.body.verificationId as string, problemId: 'kept' },
      ...{ stage: 'Running' as const, finishedCount: 1, totalCount: 3 },
    };
    await server.worker?.publish({ userId: 'author-1', authoring });
    const heard = await eventually(() => client.messages.find(({ type }) => type === 'authoring_update'));
    expect(heard.data).toEqual(authoring);
    await client.close();
  });

  it('of a problem without a package, or of none, is refused', async () => {
    expect((await server.post('/api/problems/double/verify', {})).body.error.code).toBe('conflict');
    expect((await server.post('/api/problems/none/verify', {})).body.error.code).toBe('problem_not_found');
  });
});

describe('background work whose job is lost', () => {
  it('is queued again by the sweep, once', async () => {
    await judged('Wrong Answer');
    const id = randomUUID();
    const { store, queue } = server;
    await store.rejudgings.create({ id, what: { problemId: 'double' }, runnerCount: 2 });
    const options = { verifications: store.verifications, rejudgings: store.rejudgings, queue };
    const sweep = () => sweepBackgroundOnce({ ...options, staleAfterMs: 0, log: pino({ level: 'silent' }) });
    await eventually(async () => ((await sweep()) >= 0 && (await queue.hasBackground(work(id, 1))) ? true : undefined));
    expect(await queue.hasBackground(work(id, 0))).toBe(true);
    await store.rejudgings.discard(id);
  });
});

function work(id: string, runner: number) {
  return { kind: 'rejudging' as const, id, runner };
}
