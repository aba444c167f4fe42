/** Too many requests, too deep a queue, a database that is away: refused clearly, and nothing taken is lost. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Answer, GOOD, startTestServer, type TestServer } from '../testing/test-server.js';

let server: TestServer;
afterEach(() => server.close());

describe('the rate limit', () => {
  it('refuses one user with 429 and Retry-After, and not another address budget before', async () => {
    server = await startTestServer({ settings: { rateLimitPerMinute: 3 } });
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
    server = await startTestServer({ settings: { maxQueueDepth: 2 } });
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await server.post('/api/submit', GOOD)).status);
    expect(statuses).toEqual([200, 200, 503]);
    const refused = await server.post('/api/submit', GOOD);
    expect(refused.body.error).toMatchObject({ code: 'overloaded', details: { queueDepth: 2 } });
    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await server.get('/api/submissions?userId=user-456')).body.submissions).toHaveLength(2);
  });
});

describe('a PostgreSQL that restarts', () => {
  it('loses no submission that was acknowledged, and none waits for ever', async () => {
    server = await startTestServer();
    const submit = () => server.post('/api/submit', GOOD);
    const before = await submit();
    const [during] = await Promise.all([submit(), server.postgres.restart({ kill: true })]);
    const after = await submit();
    expect([before.status, during.status, after.status]).toEqual([200, 200, 200]);
    const { submissions } = (await server.get('/api/submissions?userId=user-456')).body;
    expect(submissions.map(({ id }: { id: string }) => id).sort()).toEqual(
      [before, during, after].map(({ body }) => body.submissionId).sort(),
    );
  });

  it('is told by health while it is away', async () => {
    server = await startTestServer();
    let health: Answer | undefined;
    const whileStopped = async () => {
      health = await server.get('/api/health');
    };
    await server.postgres.restart({ kill: true, whileStopped });
    expect([health?.status, health?.body.ok, health?.body.database]).toEqual([503, false, false]);
  });
});
