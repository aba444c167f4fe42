import { randomUUID } from 'node:crypto';
import { PRIORITY } from '@letscode/queue';
import type { NewSubmission } from '@letscode/store';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepOnce } from './sweep.js';
import { eventually, GOOD, startTestServer, type TestServer } from './testing/test-server.js';

let server: TestServer;
beforeAll(async () => {
  // Its own sweep sleeps; the tests call theirs.
  server = await startTestServer({ timing: { sweepIntervalMs: 3_600_000 } });
});
afterAll(() => server.close());

const sweep = (staleAfterMs = 0) => {
  const { store, queue } = server;
  return sweepOnce({ submissions: store.submissions, queue, staleAfterMs, log: pino({ level: 'silent' }) });
};

async function insertRow(change: Partial<NewSubmission> = {}): Promise<string> {
  const id = randomUUID();
  const row = { ...GOOD, id, isCustomTest: false, strategy: 'server' as const, reasons: ['a test'], ...change };
  await server.store.submissions.insert(row);
  return id;
}

/** Ends a submission so that later sweeps don't meet it. */
async function end(id: string): Promise<void> {
  const attempt = await server.store.submissions.beginAttempt(id, 'test');
  await server.store.submissions.fail(id, attempt?.attempt ?? 0, 'the test is over');
}

describe('the sweep', () => {
  it('queues a submission that has no job', async () => {
    const id = await insertRow();
    expect(await server.queue.hasJob(id)).toBe(false);
    expect(await sweep()).toEqual({ requeuedCount: 1, failedCount: 0 });
    expect(await server.queue.hasJob(id)).toBe(true);
    expect(await sweep()).toEqual({ requeuedCount: 0, failedCount: 0 });
    await end(id);
  });

  it('queues what a browser has passed behind what nobody has seen', async () => {
    const tests = [{ name: 'sample/1', verdict: 'Accepted' as const, wallTimeMs: 1 }];
    const claimed = await insertRow({ client: { claim: { engine: 'pyodide-1', passed: true, tests } } });
    expect(await sweep()).toMatchObject({ requeuedCount: 1 });
    const later = await insertRow();
    expect(await sweep()).toMatchObject({ requeuedCount: 1 });
    const placeOf = async (id: string) => (await server.queue.position(id)) ?? 0;
    expect(await placeOf(later)).toBeLessThan(await placeOf(claimed));
    await end(claimed);
    await end(later);
  });

  it('queues one again that was running when its job got lost', async () => {
    const id = await insertRow();
    await server.store.submissions.beginAttempt(id, 'a worker that died');
    expect(await sweep()).toEqual({ requeuedCount: 1, failedCount: 0 });
    expect((await server.store.submissions.find(id))?.status).toBe('Queued');
    await end(id);
  });

  it('leaves alone what was touched a moment ago, what has a job, and what is final', async () => {
    const fresh = await insertRow();
    expect(await sweep(60_000)).toEqual({ requeuedCount: 0, failedCount: 0 });
    await server.queue.addSubmission(fresh, PRIORITY.submit);
    expect(await sweep()).toEqual({ requeuedCount: 0, failedCount: 0 });
    await end(fresh);
    expect(await sweep()).toEqual({ requeuedCount: 0, failedCount: 0 });
  });

  it('makes one job when several sweep at once', async () => {
    const id = await insertRow();
    const waitingBefore = (await server.queue.load()).waitingCount;
    await Promise.all([sweep(), sweep(), sweep()]);
    expect((await server.queue.load()).waitingCount).toBe(waitingBefore + 1);
    await end(id);
  });

  it('ends one that killed every worker as our own fault', async () => {
    const id = await insertRow();
    for (let index = 0; index < 8; index += 1) await server.store.submissions.beginAttempt(id, 'doomed');
    expect(await sweep()).toEqual({ requeuedCount: 0, failedCount: 1 });
    const row = await server.store.submissions.find(id);
    expect(row).toMatchObject({ status: 'Failed', verdict: { status: 'Internal Error' } });
  });
});

describe('a server', () => {
  it('sweeps by itself: a submission whose job could not be added is queued all the same', async () => {
    const own = await startTestServer({ postgres: server.postgres });
    try {
      const id = randomUUID();
      await own.store.submissions.insert({ ...GOOD, id, isCustomTest: false, strategy: 'server', reasons: ['a test'] });
      await eventually(async () => ((await own.queue.hasJob(id)) ? true : undefined));
    } finally {
      await own.close();
    }
  });
});
