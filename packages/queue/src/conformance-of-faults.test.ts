/** What the contract promises when workers, engines or connections fail, on both real engines. */
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildQueue, startHangingWorker, testableEngines } from '../test/real-engines.js';
import { progressEvent, roomSuite } from '../test/rooms.js';
import { until } from '../test/until.js';
import { PRIORITY } from './contract.js';
import { openQueueClient } from './index.js';

beforeAll(buildQueue);

describe.each(testableEngines())('the queue on %s', (kind) => {
  const suite = roomSuite(kind);

  test('a submission whose worker was killed goes to another, counted as a delivery', async () => {
    const client = await suite.room.client();
    await client.addSubmission('orphan', PRIORITY.submit);
    const { child, takenId } = await startHangingWorker(suite.real.engine, suite.room.namespace);
    expect(takenId).toBe('orphan');
    const deliveries: boolean[] = [];
    const judge = async (_id: string, { isLast }: { isLast: boolean }) => void deliveries.push(isLast);
    await suite.room.worker({ judge }, { maxAttempts: 2 });
    child.kill('SIGKILL');
    await until(async () => deliveries.length > 0 && !(await client.hasJob('orphan')));
    expect(deliveries).toEqual([true]);
  });

  test('a worker that stops waits for its job within the grace', async () => {
    const client = await suite.room.client();
    let finish = () => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const worker = await suite.room.worker({ judge: () => gate });
    await client.addSubmission('short', PRIORITY.submit);
    await until(async () => (await client.load()).runningCount === 1);
    await client.addSubmission('next', PRIORITY.submit);
    const closed = worker.close(30_000);
    finish();
    await closed;
    expect(await client.hasJob('short')).toBe(false);
    expect(await client.position('next')).toBe(1);
  });

  test('beyond the grace the job is given back at once, first in line, and not counted as a delivery', async () => {
    const client = await suite.room.client();
    const aborted: boolean[] = [];
    const worker = await suite.room.worker({
      judge: (_id, { signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => aborted.push(true));
        }),
    });
    await client.addSubmission('long', PRIORITY.submit);
    await until(async () => (await client.load()).runningCount === 1);
    await client.addSubmission('later', PRIORITY.submit);
    await worker.close(10);
    expect(aborted).toEqual([true]);
    expect(await client.position('long')).toBe(1);
    const deliveries: [string, boolean][] = [];
    const judge = async (id: string, { isLast }: { isLast: boolean }) => void deliveries.push([id, isLast]);
    await suite.room.worker({ judge }, { maxAttempts: 2 });
    await until(() => deliveries.length === 2);
    expect(deliveries).toEqual([
      ['long', false],
      ['later', false],
    ]);
  });

  test('a restart of the engine is survived by servers and workers, with nothing lost', async () => {
    const client = await suite.room.client();
    const judged = new Set<string>();
    const heard: number[] = [];
    client.onProgress((event) => heard.push(event.update.currentTest ?? -1));
    const worker = await suite.room.worker(
      {
        judge: async (id) => {
          await sleep(10);
          judged.add(id);
        },
      },
      { laneCount: 2 },
    );
    const ids = Array.from({ length: 60 }, (_, index) => `s${index}`);
    const adding = (async () => {
      for (const id of ids) await client.addSubmission(id, PRIORITY.submit);
    })();
    await until(() => judged.size > 5);
    await suite.real.restart(() => sleep(300));
    await adding;
    await until(async () => {
      const { waitingCount, runningCount } = await client.load();
      return judged.size === ids.length && waitingCount + runningCount === 0;
    });
    await until(async () => {
      await worker.publish(progressEvent('s', 7));
      return heard.includes(7);
    });
    await client.ping();
  });

  test('a test run that is under way during a restart is answered', async () => {
    const client = await suite.room.client();
    let finish = () => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    await suite.room.worker({
      test: async () => {
        await gate;
        return { output: 'after' } as never;
      },
    });
    const answer = client.runTest({ code: 'x', language: 'c', input: '' }, 45_000);
    await until(async () => (await client.load()).runningCount === 1);
    await suite.real.restart();
    finish();
    expect((await answer).output).toBe('after');
  });

  test('while the engine is away a ping says so, and closing does not hang', async () => {
    const [client, worker] = [await suite.room.client(), await suite.room.worker({})];
    const outcomes: PromiseSettledResult<unknown>[] = [];
    await suite.real.restart(async () => {
      outcomes.push(...(await Promise.allSettled([client.ping()])));
      await Promise.all([client.close(), worker.close(10)]);
    });
    expect(outcomes).toMatchObject([{ status: 'rejected', reason: { code: 'queue_unavailable' } }]);
  });
});

test('an engine that is not there is told as queue_unavailable', async () => {
  const engines = [
    { kind: 'redis', url: 'redis://127.0.0.1:1' },
    { kind: 'postgres', url: 'postgresql://nobody@localhost/none?host=/nonexistent' },
  ] as const;
  const opening = engines.map((engine) => openQueueClient({ engine }));
  for (const outcome of await Promise.allSettled(opening)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'queue_unavailable' } });
  }
});
