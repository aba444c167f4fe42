/** What the contract promises while all goes well, on both real engines. Faults: conformance-of-faults.test.ts. */
import { LetscodeError, type TestRequest, type TestResponse } from '@letscode/core';
import { describe, expect, test } from 'vitest';
import { testableEngines } from '../test/real-engines.js';
import { progressEvent, Room, roomSuite } from '../test/rooms.js';
import { until } from '../test/until.js';
import { PRIORITY, type ProgressEvent } from './contract.js';

const request: TestRequest = { code: 'print(input())', language: 'python', input: 'é\0\u{1f600}' };

function response(output: string): TestResponse {
  return {
    success: true,
    status: 'OK',
    output,
    executionTime: 1,
    wallTimeMs: 1,
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
}

describe.each(testableEngines())('the queue on %s', (kind) => {
  const suite = roomSuite(kind);

  test('a submission added many times is one job', async () => {
    const [one, two] = await Promise.all([suite.room.client(), suite.room.client()]);
    await Promise.all([one, two, one, two].map((client) => client.addSubmission('a', PRIORITY.submit)));
    expect(await one.load()).toEqual({ waitingCount: 1, runningCount: 0 });
    const judged: string[] = [];
    await suite.room.worker({ judge: async (id) => void judged.push(id) });
    await until(async () => !(await one.hasJob('a')));
    expect(judged).toEqual(['a']);
  });

  test('one that has ended may be added again, and is judged again', async () => {
    const client = await suite.room.client();
    const judged: string[] = [];
    await suite.room.worker(
      {
        judge: async (id) => {
          judged.push(id);
          if (judged.length === 1) throw new Error('our fault');
        },
      },
      { maxAttempts: 1 },
    );
    for (let round = 1; round <= 3; round++) {
      await client.addSubmission('again', PRIORITY.requeued);
      await until(async () => judged.length === round && !(await client.hasJob('again')));
    }
    expect(judged).toEqual(['again', 'again', 'again']);
  });

  test('the better priority is first, and age decides among equals', async () => {
    const client = await suite.room.client();
    await client.addSubmission('slow', PRIORITY.background);
    for (const id of ['a', 'b', 'c']) await client.addSubmission(id, PRIORITY.submit);
    expect(await Promise.all(['a', 'b', 'c', 'slow'].map((id) => client.position(id)))).toEqual([1, 2, 3, 4]);
    const judged: string[] = [];
    await suite.room.worker({ judge: async (id) => void judged.push(id) });
    await until(() => judged.length === 4);
    expect(judged).toEqual(['a', 'b', 'c', 'slow']);
  });

  test('a place in the line moves up, and ends when the job is taken or unknown', async () => {
    const client = await suite.room.client();
    for (const id of ['a', 'b', 'c']) await client.addSubmission(id, PRIORITY.submit);
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    await suite.room.worker({ judge: () => gate });
    await until(async () => (await client.load()).runningCount === 1);
    expect(await Promise.all(['a', 'b', 'c', 'none'].map((id) => client.position(id)))).toEqual([
      undefined,
      1,
      2,
      undefined,
    ]);
    expect(await client.load()).toEqual({ waitingCount: 2, runningCount: 1 });
    expect(await client.hasJob('a')).toBe(true);
    expect(await client.hasJob('none')).toBe(false);
    release();
    await until(async () => (await client.load()).waitingCount === 0);
  });

  test('200 submissions reach two workers exactly once each when nothing dies', async () => {
    const client = await suite.room.client();
    const judged: string[] = [];
    const handlers = { judge: async (id: string) => void judged.push(id) };
    await Promise.all([suite.room.worker(handlers, { laneCount: 2 }), suite.room.worker(handlers, { laneCount: 2 })]);
    const ids = Array.from({ length: 200 }, (_, index) => `s${index}`);
    await Promise.all(ids.map((id) => client.addSubmission(id, PRIORITY.submit)));
    await until(async () => {
      const { waitingCount, runningCount } = await client.load();
      return judged.length >= 200 && waitingCount + runningCount === 0;
    });
    expect(judged.sort()).toEqual(ids.sort());
  });

  test('a rejected delivery is repeated, and the last one is told so', async () => {
    const client = await suite.room.client();
    const deliveries: boolean[] = [];
    await suite.room.worker(
      {
        judge: async (_id, { isLast }) => {
          deliveries.push(isLast);
          throw new Error('our fault');
        },
      },
      { maxAttempts: 3 },
    );
    await client.addSubmission('unlucky', PRIORITY.submit);
    await until(async () => deliveries.length >= 3 && !(await client.hasJob('unlucky')));
    expect(deliveries).toEqual([false, false, true]);
  });

  test('a test run brings its response back to the byte, and leaves nothing', async () => {
    const client = await suite.room.client();
    const seen: TestRequest[] = [];
    await suite.room.worker({
      test: async (asked) => {
        seen.push(asked);
        return response(`${asked.input}\0\ud800${'x'.repeat(1_000_000)}`);
      },
    });
    expect(await client.runTest(request, 20_000)).toEqual(response(`${request.input}\0\ud800${'x'.repeat(1_000_000)}`));
    expect(seen).toEqual([request]);
    expect(await client.load()).toEqual({ waitingCount: 0, runningCount: 0 });
  });

  test('an error of a test run keeps its code', async () => {
    const client = await suite.room.client();
    await suite.room.worker({
      test: () => Promise.reject(new LetscodeError('language_unavailable', 'no python here')),
    });
    await expect(client.runTest(request, 20_000)).rejects.toMatchObject({
      code: 'language_unavailable',
      message: 'no python here',
    });
  });

  test('a test run that no worker takes in time is refused as overloaded, and not run later', async () => {
    const client = await suite.room.client();
    await expect(client.runTest(request, 200)).rejects.toMatchObject({ code: 'overloaded' });
    await until(async () => (await client.load()).waitingCount === 0);
    await expect(client.runTest(request, 200)).rejects.toMatchObject({ code: 'overloaded' });
  });

  test('tests overtake submissions, and many run at once', async () => {
    const client = await suite.room.client();
    await Promise.all(Array.from({ length: 5 }, (_, index) => client.addSubmission(`s${index}`, PRIORITY.submit)));
    const order: string[] = [];
    const waiting = Array.from({ length: 5 }, (_, index) => client.runTest({ ...request, input: `${index}` }, 20_000));
    await until(async () => (await client.load()).waitingCount === 10);
    await suite.room.worker({
      judge: async (id) => void order.push(id),
      test: async ({ input }) => {
        order.push('test');
        return response(input);
      },
    });
    const outputs = (await Promise.all(waiting)).map((answer) => answer.output);
    expect(outputs).toEqual(['0', '1', '2', '3', '4']);
    await until(() => order.length === 10);
    expect(order.slice(0, 5)).toEqual(Array(5).fill('test'));
  });

  test('two servers hear every event in order, large ones too', async () => {
    const clients = await Promise.all([suite.room.client(), suite.room.client()]);
    const heard: ProgressEvent[][] = [[], []];
    clients.forEach((client, index) => {
      client.onProgress((event) => heard[index]?.push(event));
    });
    const worker = await suite.room.worker({});
    const events = Array.from({ length: 40 }, (_, index) =>
      progressEvent('s', index, 'é\0\u{1f600}x'.repeat((index % 4) * 4_000)),
    );
    await Promise.all(events.map((event) => worker.publish(event)));
    await until(() => heard.every((list) => list.length >= events.length));
    expect(heard).toEqual([events, events]);
  });

  test('a listener that throws harms nobody, and one that unsubscribed hears nothing', async () => {
    const client = await suite.room.client();
    const heard: number[] = [];
    const end = client.onProgress(() => heard.push(-1));
    client.onProgress(() => {
      throw new Error('a listener of the app');
    });
    client.onProgress((event) => heard.push(event.update.currentTest ?? -2));
    end();
    const worker = await suite.room.worker({});
    await worker.publish(progressEvent('s', 1));
    await worker.publish(progressEvent('s', 2));
    await until(() => heard.length === 2);
    expect(heard).toEqual([1, 2]);
    expect(suite.room.errors.map((error) => error.message)).toContain('a listener of the app');
  });

  test('two namespaces on one engine never meet', async () => {
    const other = new Room(suite.real.engine);
    const [client, stranger] = [await suite.room.client(), await other.client()];
    await client.addSubmission('mine', PRIORITY.submit);
    expect(await stranger.hasJob('mine')).toBe(false);
    expect(await stranger.load()).toEqual({ waitingCount: 0, runningCount: 0 });
    await other.close();
  });

  test('ping answers, and after close every call ends in queue_unavailable', async () => {
    const client = await suite.room.client();
    await client.ping();
    const running = client.runTest(request, 60_000);
    running.catch(() => {});
    await until(async () => (await client.load()).waitingCount === 1);
    await client.close();
    for (const call of [running, client.ping(), client.load(), client.position('a'), client.addSubmission('a', 2)]) {
      await expect(call).rejects.toMatchObject({ code: 'queue_unavailable' });
    }
  });
});
