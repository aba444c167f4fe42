/** Background work (verifications, rejudgings), on both real engines. */
import { describe, expect, test } from 'vitest';
import { testableEngines } from '../test/real-engines.js';
import { roomSuite } from '../test/rooms.js';
import { until } from '../test/until.js';
import { type AuthoringEvent, type BackgroundWork, PRIORITY } from './contract.js';

const VERIFYING: BackgroundWork = { kind: 'verification', id: 'v1', runner: 0 };
const REJUDGING: BackgroundWork = { kind: 'rejudging', id: 'r1', runner: 0 };

describe.each(testableEngines())('background work on %s', (kind) => {
  const suite = roomSuite(kind);

  test('goes on step by step until it is done, one job for each runner', async () => {
    const client = await suite.room.client();
    await Promise.all([client.addBackground(VERIFYING), client.addBackground(VERIFYING)]);
    await client.addBackground({ ...REJUDGING, runner: 1 });
    expect(await client.load()).toEqual({ waitingCount: 2, runningCount: 0 });
    const steps: string[] = [];
    await suite.room.worker(
      {
        step: async ({ kind, runner }, { isLast }) => {
          steps.push(`${kind} ${runner} ${isLast}`);
          return steps.filter((step) => step.startsWith(kind)).length < 6 ? 'more' : 'done';
        },
      },
      { maxAttempts: 3 },
    );
    await until(async () => !(await client.hasBackground(VERIFYING)));
    await until(async () => !(await client.hasBackground({ ...REJUDGING, runner: 1 })));
    expect(steps.filter((step) => step === 'verification 0 false')).toHaveLength(6);
    expect(steps.filter((step) => step === 'rejudging 1 false')).toHaveLength(6);
  });

  test('lets every submission that came meanwhile go first', async () => {
    const client = await suite.room.client();
    await client.addBackground(REJUDGING);
    const order: string[] = [];
    await suite.room.worker({
      judge: async (id) => void order.push(id),
      step: async () => {
        order.push('step');
        if (order.filter((what) => what === 'step').length > 1) return 'done';
        for (const id of ['a', 'b']) await client.addSubmission(id, PRIORITY.submit);
        return 'more';
      },
    });
    await until(async () => !(await client.hasBackground(REJUDGING)));
    expect(order).toEqual(['step', 'a', 'b', 'step']);
  });

  test('leaves a lane of several to users', async () => {
    const client = await suite.room.client();
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let running = 0;
    let most = 0;
    await suite.room.worker(
      {
        judge: async () => release(),
        step: async () => {
          running += 1;
          most = Math.max(most, running);
          await gate;
          running -= 1;
          return 'done';
        },
      },
      { laneCount: 2 },
    );
    await client.addBackground(VERIFYING);
    await client.addBackground(REJUDGING);
    await until(() => running === 1);
    await client.addSubmission('user', PRIORITY.submit);
    await until(async () => !(await client.hasBackground(VERIFYING)) && !(await client.hasBackground(REJUDGING)));
    expect(most).toBe(1);
  });

  test('counts deliveries from the last step that ended well', async () => {
    const client = await suite.room.client();
    await client.addBackground(VERIFYING);
    const seen: boolean[] = [];
    await suite.room.worker(
      {
        step: async (_work, { isLast }) => {
          seen.push(isLast);
          if (seen.length === 2) return 'more';
          throw new Error('our fault');
        },
      },
      { maxAttempts: 2 },
    );
    await until(async () => seen.length === 4 && !(await client.hasBackground(VERIFYING)));
    expect(seen).toEqual([false, true, false, true]);
  });

  test('goes to another worker when its own stops', async () => {
    const client = await suite.room.client();
    await client.addBackground(VERIFYING);
    let isTaken = false;
    const first = await suite.room.worker({
      step: (_work, { signal }) =>
        new Promise((_, reject) => {
          isTaken = true;
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    await until(() => isTaken);
    await first.close(0);
    const seen: boolean[] = [];
    await suite.room.worker({
      step: async (_work, { isLast }) => {
        seen.push(isLast);
        return 'done';
      },
    });
    await until(async () => !(await client.hasBackground(VERIFYING)));
    expect(seen).toEqual([false]);
  });

  test('tells its progress to every server', async () => {
    const client = await suite.room.client();
    const heard: AuthoringEvent[] = [];
    client.onAuthoring((event) => heard.push(event));
    const worker = await suite.room.worker({});
    const event: AuthoringEvent = {
      userId: 'ada',
      authoring: { kind: 'rejudging', id: 'r1', stage: 'Running', finishedCount: 1, totalCount: 2 },
    };
    await worker.publish(event);
    await until(() => heard.length === 1);
    expect(heard).toEqual([event]);
  });
});
