/** Too many requests, too deep a queue, a database that is away: refused clearly, and nothing taken is lost. */
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, eventually, GOOD, startTestServer, type TestServer } from '../testing/test-server.js';

let postgres: TestPostgres;
let server: TestServer;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterEach(() => server.close());
afterAll(() => postgres.stop());

describe('the rate limit', () => {
  it('refuses with 429 and Retry-After, and lets pages be read all the same', async () => {
    server = await startTestServer({ postgres, settings: { rateLimitPerMinute: 3 } });
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push(await server.post('/api/submit', GOOD));
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const [last] = statuses.slice(-1);
    expect(last?.body.error.code).toBe('too_many_requests');
    const retryAfter = Number(last?.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
    expect((await server.get('/api/problems')).status).toBe(200);
  });
});

describe('a queue that is too deep', () => {
  it('refuses with 503 and Retry-After, and stores nothing', async () => {
    server = await startTestServer({ postgres, settings: { maxQueueDepth: 2 } });
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await server.post('/api/submit', GOOD)).status);
    expect(statuses).toEqual([200, 200, 503]);
    const refused = await server.post('/api/submit', GOOD);
    expect(refused.body.error).toMatchObject({ code: 'overloaded', details: { queueDepth: expect.any(Number) } });
    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await server.get('/api/submissions?userId=user-456')).body.submissions).toHaveLength(2);
  });
});

describe('a PostgreSQL that restarts', () => {
  it('loses no submission that was acknowledged, and none waits for ever', async () => {
    server = await startTestServer({ postgres });
    const submit = () => server.post('/api/submit', GOOD);
    const before = await submit();
    const [during] = await Promise.all([submit(), postgres.restart({ kill: true })]);
    const after = await submit();
    expect([before.status, after.status]).toEqual([200, 200]);
    // On a machine that is slow to restart the caller may be asked to come again, but not be told a lie.
    if (during.status !== 200) expect(during.body.error.code).toBe('database_unavailable');
    const acknowledged = [before, during, after].filter(({ status }) => status === 200);
    const { submissions } = (await server.get('/api/submissions?userId=user-456')).body;
    expect(submissions.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(acknowledged.map(({ body }) => body.submissionId)),
    );
    for (const { body } of acknowledged) {
      await eventually(async () => ((await server.queue.hasJob(body.submissionId)) ? true : undefined));
    }
  });

  it('is told by health while it is away', async () => {
    server = await startTestServer({ postgres });
    let health: Answer | undefined;
    const whileStopped = async () => {
      health = await server.get('/api/health');
    };
    await postgres.restart({ kill: true, whileStopped });
    expect([health?.status, health?.body.ok, health?.body.database]).toEqual([503, false, false]);
  });
});
