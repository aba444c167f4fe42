import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LiveClient } from '../testing/live-client.js';
import { eventually, GOOD, startTestServer, type TestServer } from '../testing/test-server.js';

const SUMMARY = { passedCount: 2, testCount: 2, maxCpuTimeMs: 1, maxWallTimeMs: 2, maxMemoryBytes: 3 };
const ACCEPTED = { ...SUMMARY, status: 'Accepted' as const };
const TEST = { verdict: 'Accepted' as const, cpuTimeMs: 1, wallTimeMs: 2, memoryBytes: 3 };

let server: TestServer;
const clients: LiveClient[] = [];

beforeAll(async () => {
  // The standing-by worker is there to publish; the tests take up the submissions themselves.
  server = await startTestServer({ test: async () => Promise.reject(new Error('no tests here')) });
});
afterAll(() => server.close());
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close().catch(() => {})));
});

function connect(pathAndQuery: string, options = {}): LiveClient {
  const client = new LiveClient(server.url, pathAndQuery, options);
  clients.push(client);
  return client;
}

let userCount = 0;
function newUser(): string {
  userCount += 1;
  return `user-${userCount}`;
}

/** A submission whose row exists; its job is taken away by nobody. */
async function submit(userId: string): Promise<string> {
  return (await server.post('/api/submit', { ...GOOD, userId })).body.submissionId;
}

/** Takes a submission to "running, first test done", told by event or only in the store. */
async function run(id: string, userId: string, tell: boolean): Promise<number> {
  const attempt = (await server.store.submissions.beginAttempt(id, 'test'))?.attempt ?? 0;
  await server.store.submissions.progress({ id, attempt, stage: 'Running', currentTest: 1, testCount: 2 });
  if (tell) {
    const testResult = { name: 'secret/1', ...TEST, stdout: 'hidden' };
    const update = {
      submissionId: id,
      problemId: 'double',
      status: 'Running' as const,
      currentTest: 1,
      testCount: 2,
      testResult,
    };
    await server.worker?.publish({ userId, update });
  }
  return attempt;
}

async function complete(id: string, attempt: number): Promise<void> {
  await server.store.submissions.complete({ id, attempt, verdict: ACCEPTED, compile: null, testResults: [] });
}

describe('a live socket', () => {
  it.each(['/', '/ws'])('at %s tells the state of the system at once', async (path) => {
    const status = await connect(`${path}?userId=${newUser()}`).systemStatus();
    expect(status.activeWorkers).toBe(1);
  });

  it("hears its own user's submissions and nobody else's", async () => {
    const [user, other] = [newUser(), newUser()];
    const [own, foreign] = [connect(`/?userId=${user}`), connect(`/?userId=${other}`)];
    await Promise.all([own.systemStatus(), foreign.systemStatus()]);
    const id = await submit(user);
    await own.update({ submissionId: id, status: 'Queued' });
    const attempt = await run(id, user, true);
    await own.update({ submissionId: id, status: 'Running', currentTest: 1 });
    await complete(id, attempt);
    await server.worker?.publish({
      userId: user,
      update: { submissionId: id, problemId: 'double', status: 'Completed', verdict: ACCEPTED },
    });
    expect((await own.update({ submissionId: id, status: 'Completed' })).verdict).toEqual(ACCEPTED);
    expect(foreign.updates).toEqual([]);
  });

  it('never tells the output of a hidden test', async () => {
    const user = newUser();
    const client = connect(`/?userId=${user}`);
    await client.systemStatus();
    await run(await submit(user), user, true);
    const update = await eventually(() => client.updates.find(({ testResult }) => testResult !== undefined));
    expect(update.testResult).toEqual({ name: 'secret/1', ...TEST });
  });

  it('tells the place in the queue', async () => {
    const unmanned = await startTestServer({ postgres: server.postgres });
    try {
      const first = await unmanned.post('/api/submit', { ...GOOD, userId: 'first' });
      const second = await unmanned.post('/api/submit', { ...GOOD, userId: 'second' });
      const client = new LiveClient(unmanned.url, '/?userId=second');
      const { submissionId } = second.body;
      await client.update({ submissionId, status: 'Queued', queuePosition: 2 });
      expect((await unmanned.get(`/api/submission/${first.body.submissionId}`)).body.queuePosition).toBe(1);
      await client.close();
    } finally {
      await unmanned.close();
    }
  });

  it('hears of changes of the load', async () => {
    const client = connect(`/?userId=${newUser()}`);
    await client.systemStatus();
    await server.store.workers.beat({ id: 'second', laneCount: 2, runningCount: 0, layers: [] });
    await eventually(() =>
      client.messages.find((message) => message.type === 'system_status' && message.data.activeWorkers === 2),
    );
    await server.store.workers.remove('second');
  });
});

describe('a client that reconnects', () => {
  it('is told the present state of open submissions, and the end of one that ended meanwhile', async () => {
    const user = newUser();
    const id = await submit(user);
    const first = connect(`/?userId=${user}`);
    await first.update({ submissionId: id });
    await first.close();
    const attempt = await run(id, user, true);
    const second = connect(`/?userId=${user}`);
    await second.update({ submissionId: id, status: 'Running', currentTest: 1, testCount: 2 });
    await second.close();
    await complete(id, attempt);
    const third = connect(`/?userId=${user}`);
    expect((await third.update({ submissionId: id, status: 'Completed' })).verdict).toEqual(ACCEPTED);
  });

  it('is sent away by a server that stops, and finds everything at the next', async () => {
    const user = newUser();
    const client = connect(`/?userId=${user}`);
    await client.systemStatus();
    const id = await submit(user);
    await server.restart();
    expect((await client.closed).code).toBe(1001);
    await connect(`/?userId=${user}`).update({ submissionId: id });
  });

  it('hears of the verdict even when the event is lost', async () => {
    const user = newUser();
    const client = connect(`/?userId=${user}`);
    await client.systemStatus();
    const id = await submit(user);
    const attempt = await run(id, user, false);
    await client.update({ submissionId: id, status: 'Running', currentTest: 1 });
    await complete(id, attempt);
    expect((await client.update({ submissionId: id, status: 'Completed' })).verdict).toEqual(ACCEPTED);
  });
});

describe('a socket that is not welcome', () => {
  it.each([
    ['without a user', '/'],
    ['with two users', '/?userId=a&userId=b'],
    ['with an odd user', '/?userId=%3Cscript%3E'],
    ['with an endless user', `/?userId=${'a'.repeat(129)}`],
  ])('%s is closed with 1008 and the reason', async (_what, pathAndQuery) => {
    const { code, reason } = await connect(pathAndQuery).closed;
    expect(code).toBe(1008);
    expect(reason).toContain('userId');
  });

  it('from a page of another site is refused', async () => {
    await expect(connect('/?userId=a', { origin: 'http://evil.example' }).closed).rejects.toThrow('403');
    await connect('/?userId=a', { origin: server.url }).systemStatus();
  });

  it('at another path is refused', async () => {
    await expect(connect('/api/submit?userId=a').closed).rejects.toThrow('404');
  });

  it('that floods is closed with 1008, and the server goes on', async () => {
    const client = connect(`/?userId=${newUser()}`);
    await client.systemStatus();
    for (let index = 0; index < 200; index += 1) client.socket.send('hello');
    expect(await client.closed).toMatchObject({ code: 1008 });
    expect((await server.get('/api/health')).status).toBe(200);
  });

  it('that floods with pings is closed too', async () => {
    const client = connect(`/?userId=${newUser()}`);
    await client.systemStatus();
    for (let index = 0; index < 200; index += 1) client.socket.ping();
    expect(await client.closed).toMatchObject({ code: 1008 });
  });

  it('that sends a huge message is closed with 1009', async () => {
    const client = connect(`/?userId=${newUser()}`);
    await client.systemStatus();
    client.socket.send('x'.repeat(100_000));
    expect(await client.closed).toMatchObject({ code: 1009 });
  });

  it('beyond the number that one user may have is closed with 1013', async () => {
    const user = newUser();
    const open = Array.from({ length: 20 }, () => connect(`/?userId=${user}`));
    await Promise.all(open.map((client) => client.systemStatus()));
    expect(await connect(`/?userId=${user}`).closed).toMatchObject({ code: 1013 });
  });
});
