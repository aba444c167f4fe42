/** Drafts as the server takes them: what is queued, cancelled, declined, counted. The worker here does as the test says. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DraftJob, type DraftOutcome, openQueueWorker, type QueueWorker } from '@letscode/queue';
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually, GOOD, startTestServer, type TestServer } from '../testing/test-server.js';

let postgres: TestPostgres;
let server: TestServer;
let worker: QueueWorker | undefined;
/** What the worker was given. */
let given: DraftJob[];

beforeAll(async () => {
  postgres = await startTestPostgres();
});
beforeEach(() => {
  given = [];
});
afterEach(async () => {
  await worker?.close(0);
  worker = undefined;
  await server.close();
});
afterAll(() => postgres.stop());

const start = async (options: Parameters<typeof startTestServer>[0] = {}) => {
  server = await startTestServer({ postgres, judge: async () => {}, ...options });
};

/** A worker that ends each draft as `end` says. */
async function work(end: (draft: DraftJob, signal: AbortSignal) => Promise<DraftOutcome> | DraftOutcome) {
  worker = await openQueueWorker({
    engine: { kind: 'postgres', url: server.databaseUrl },
    laneCount: 1,
    handlers: {
      judge: async () => {},
      test: () => Promise.reject(new Error('no test was expected')),
      drafts: {
        hasRoom: () => true,
        compile: async (draft, onStarted, signal) => {
          given.push(draft);
          onStarted();
          return end(draft, signal);
        },
        warm: () => {},
      },
    },
  });
}

const until = (condition: () => Promise<boolean> | boolean) =>
  eventually(async () => ((await condition()) ? true : undefined));
const counts = async () => (await server.get('/api/status')).body.speculation;
const send = (code: string, change: object = {}) => server.post('/api/drafts', { ...GOOD, code, ...change });
const compiled = () => ({ state: 'compiled', laneMs: 100 }) as const;
/** A program of which the browser said that the sample passes, and which fails on the server. */
async function lie(userId: string): Promise<void> {
  const { submissions } = server.store;
  const id = randomUUID();
  const claim = {
    engine: 'pyodide-1',
    passed: true,
    tests: [{ name: 'sample/1', verdict: 'Accepted' as const, wallTimeMs: 1 }],
  };
  const kept = { isCustomTest: false, strategy: 'server' as const, reasons: [] };
  await submissions.insert({ ...GOOD, ...kept, id, userId, client: { claim } });
  const attempt = (await submissions.beginAttempt(id, 'standing-by'))?.attempt ?? 0;
  const result = { name: 'sample/1', cpuTimeMs: 1, wallTimeMs: 1, memoryBytes: 0, verdict: 'Wrong Answer' as const };
  const figures = { passedCount: 0, testCount: 2, maxCpuTimeMs: 1, maxWallTimeMs: 1, maxMemoryBytes: 0 };
  const verdict = { status: 'Wrong Answer' as const, ...figures };
  await submissions.complete({ id, attempt, verdict, compile: null, testResults: [result] });
}
const untilAborted = async (_draft: DraftJob, signal: AbortSignal): Promise<DraftOutcome> => {
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  return { state: 'cancelled', laneMs: 10 };
};

describe('POST /api/drafts', () => {
  it('queues a draft without its user’s name, and says ready when it is compiled', async () => {
    await start();
    await work(compiled);
    expect(await send('a')).toMatchObject({ status: 202, body: { state: 'queued' } });
    await until(async () => (await send('a')).body.state === 'ready');
    expect(given).toMatchObject([{ problemId: 'double', language: 'python', code: 'a' }]);
    expect(JSON.stringify(given)).not.toContain(GOOD.userId);
    expect(await counts()).toMatchObject({
      startedCount: 1,
      usedCount: 0,
      wastedCount: 0,
      pendingCount: 0,
      laneMs: 100,
    });
  });

  it('makes the submission of the same code hybrid, counts it as used, and no other', async () => {
    await start();
    await work(compiled);
    await send('a');
    await until(async () => (await send('a')).body.state === 'ready');
    const other = await server.post('/api/submit', { ...GOOD, code: 'b' });
    expect(other.body.reasons).not.toContain('Compiled while it was typed');
    // Nothing at all was ready for it.
    expect(other.body.strategy).toBe('server');
    for (const _ of [1, 2]) {
      const { body } = await server.post('/api/submit', { ...GOOD, code: 'a' });
      expect(body).toMatchObject({
        strategy: 'hybrid',
        reasons: expect.arrayContaining(['Compiled while it was typed']),
      });
    }
    expect(await counts()).toMatchObject({ startedCount: 1, usedCount: 1, wastedCount: 0 });
  });

  it('has one pending for a user: newer code stops what is being compiled', async () => {
    await start();
    await work(untilAborted);
    await send('a');
    await until(() => given.length === 1);
    await send('b');
    await until(() => given.length === 2);
    expect(given.map(({ code }) => code)).toEqual(['a', 'b']);
    expect(await counts()).toMatchObject({ startedCount: 2, cancelledCount: 1, pendingCount: 1 });
  });

  it('takes what waits out of the queue when newer code comes', async () => {
    await start();
    for (const code of ['a', 'b', 'c']) expect((await send(code)).body.state).toBe('queued');
    await work(compiled);
    await until(async () => (await send('c')).body.state === 'ready');
    expect(given.map(({ code }) => code)).toEqual(['c']);
    expect(await counts()).toMatchObject({ startedCount: 1, cancelledCount: 2, wastedCount: 0 });
  });

  it('does not compile again what did not compile', async () => {
    await start();
    await work(() => ({ state: 'rejected', laneMs: 50 }));
    await send('a');
    const declined = await eventually(async () => {
      const { body } = await send('a');
      return body.state === 'declined' ? body : undefined;
    });
    expect(declined.reason).toMatch(/did not compile/);
    expect(given).toHaveLength(1);
    expect(await counts()).toMatchObject({ startedCount: 1, wastedCount: 1 });
  });

  it('counts what newer code has overtaken as wasted', async () => {
    await start();
    await work(compiled);
    for (const code of ['a', 'b']) {
      await send(code);
      await until(async () => (await send(code)).body.state === 'ready');
    }
    expect(await counts()).toMatchObject({ startedCount: 2, wastedCount: 1 });
  });

  it('declines a flood, and spends no more on it', async () => {
    await start();
    await work(compiled);
    const answers = [];
    for (let index = 0; index < 25; index += 1) answers.push((await send(`flood ${index}`)).body);
    expect(answers.filter(({ state }) => state === 'queued')).toHaveLength(20);
    expect(answers.at(-1)).toEqual({ state: 'declined', reason: 'More than 20 drafts in a minute' });
    await until(async () => (await counts()).pendingCount === 0);
    expect(given.length).toBeLessThanOrEqual(20);
    expect(await counts()).toMatchObject({ declinedCount: 5 });
  });

  it('declines a user whose drafts took too much time, and others not', async () => {
    await start();
    await work(() => ({ state: 'refused', laneMs: 20_000 }));
    await send('bomb');
    await until(async () => (await counts()).wastedCount === 1);
    expect((await send('other bomb')).body.reason).toMatch(/took too long/);
    expect((await send('bomb', { userId: 'somebody-else' })).body.state).toBe('queued');
  });

  it('declines while submissions wait, and where no worker is', async () => {
    server = await startTestServer({ postgres });
    expect((await send('a')).body).toEqual({ state: 'declined', reason: 'The server is busy' });
    expect((await server.post('/api/submit', GOOD)).status).toBe(200);
    expect((await send('a')).body.state).toBe('declined');
  });

  it('does nothing for a user on record for false results, from the third on, and goes on for others', async () => {
    await start();
    await work(compiled);
    for (let count = 0; count < 3; count += 1) {
      expect((await send(`a ${count}`)).body.state).toBe('queued');
      await lie(GOOD.userId);
    }
    expect((await send('b')).body).toEqual({ state: 'declined', reason: 'Nothing is compiled ahead for this user' });
    expect((await send('b', { userId: 'somebody-else' })).body.state).toBe('queued');
    await until(() => given.some(({ code }) => code === 'b'));
    expect(given.filter(({ code }) => code === 'b')).toHaveLength(1);
    // What the user asks for is judged as anybody's.
    expect(await server.post('/api/submit', GOOD)).toMatchObject({
      status: 200,
      body: { submissionId: expect.any(String) },
    });
  });

  it('refuses what cannot be submitted either', async () => {
    await start();
    expect(await send('a', { problemId: 'nowhere' })).toMatchObject({ status: 404 });
    expect(await send('a', { language: 'intercal' })).toMatchObject({
      body: { error: { code: 'language_not_found' } },
    });
    expect(await send('a', { language: 'haskell' })).toMatchObject({
      body: { error: { code: 'language_unavailable' } },
    });
    expect(await send('a'.repeat(300_000))).toMatchObject({ status: 413 });
    expect(await send('a'.repeat(3_000_000))).toMatchObject({ status: 413 });
    expect(await send('')).toMatchObject({ body: { error: { code: 'bad_code' } } });
    expect((await counts()).pendingCount).toBe(0);
  });

  it('goes on when the worker stops at a draft, and gives that one to nobody else', async () => {
    await start();
    let stop = () => {};
    await work(() => new Promise<DraftOutcome>((resolve) => (stop = () => resolve({ state: 'cancelled', laneMs: 1 }))));
    await send('a');
    await until(() => given.length === 1);
    const dead = worker?.close(0);
    worker = undefined;
    stop();
    await dead;
    await work(compiled);
    await sleep(1_000);
    expect(given).toHaveLength(1);
    expect((await send('b')).body.state).toBe('queued');
    await until(async () => (await send('b')).body.state === 'ready');
  });
});
