/** Warm boxes by what is expected: through the server, with a worker that notes what it is asked for. */
import { openQueueWorker, type QueueWorker, type WarmWish } from '@letscode/queue';
import { afterEach, describe, expect, it } from 'vitest';
import { LiveClient } from '../testing/live-client.js';
import { eventually, GOOD, startTestServer, type TestServer } from '../testing/test-server.js';

let server: TestServer;
let worker: QueueWorker | undefined;
afterEach(async () => {
  await worker?.close(0);
  await server.close();
});

async function start(options: Parameters<typeof startTestServer>[0] = {}): Promise<WarmWish[]> {
  server = await startTestServer({ judge: async () => {}, ...options });
  const heard: WarmWish[] = [];
  worker = await openQueueWorker({
    engine: { kind: 'postgres', url: server.databaseUrl },
    laneCount: 1,
    handlers: {
      judge: async () => {},
      test: () => Promise.reject(new Error('no test was expected')),
      drafts: {
        hasRoom: () => false,
        compile: async () => ({ state: 'put back', laneMs: 0 }),
        warm: (wishes) => heard.push(...wishes),
      },
    },
  });
  return heard;
}

const submit = async (count: number, userId: string) => {
  for (let index = 0; index < count; index += 1) await server.post('/api/submit', { ...GOOD, userId });
};

describe('warming', () => {
  it('has boxes ready for a user who opens a problem and keeps to one language', async () => {
    const heard = await start();
    await submit(6, 'ada');
    await server.get('/api/problems/double?userId=ada');
    await eventually(() => heard.find(({ language }) => language === 'python'));
    const { warming } = (await server.get('/api/status')).body;
    expect(warming).toMatchObject({ languages: ['python'], submissionCount: 6 });
    expect(warming.hitCount).toBe(5);
  });

  it('does the same when the user’s live socket opens, and not again a moment later', async () => {
    const heard = await start();
    await submit(6, 'ada');
    const sockets = [1, 2].map(() => new LiveClient(server.url, '/ws?userId=ada'));
    await eventually(() => heard[0]);
    await server.get('/api/problems/double?userId=ada');
    await server.get('/api/status');
    expect(heard).toEqual([{ language: 'python', count: 2 }]);
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  it('does nothing for a stranger, for a user in bad standing, or where the operator wants none', async () => {
    const heard = await start({ standing: { isGood: async (userId) => userId !== 'eve' } });
    await submit(6, 'eve');
    for (const user of ['eve', 'new']) await server.get(`/api/problems/double?userId=${user}`);
    expect((await server.get('/api/status')).body).toMatchObject({
      warming: { askedCount: 0 },
      forecast: { warmBoxes: 0 },
    });
    expect(heard).toEqual([]);
  });
});
