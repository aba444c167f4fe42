/** Programs compiled while they are typed, on both real engines. */
import { describe, expect, test } from 'vitest';
import { testableEngines } from '../test/real-engines.js';
import { roomSuite } from '../test/rooms.js';
import { until } from '../test/until.js';
import type { DraftEvent, DraftHandlers, DraftJob, WarmWish } from './contract.js';
import { PRIORITY } from './contract.js';

const draft = (fingerprint: string, slot = 'a1'): DraftJob => ({
  slot,
  fingerprint,
  problemId: 'sum',
  language: 'cpp',
  code: `// ${fingerprint}`,
});

const handlers = (given: Partial<DraftHandlers>): { drafts: DraftHandlers } => ({
  drafts: {
    hasRoom: () => true,
    compile: async (_draft, onStarted) => {
      onStarted();
      return { state: 'compiled', laneMs: 5 };
    },
    warm: () => {},
    ...given,
  },
});

const later = () => Date.now() + 60_000;

describe.each(testableEngines())('drafts on %s', (kind) => {
  const suite = roomSuite(kind);

  test('are compiled with their text, are told of, and are in no count of what users wait for', async () => {
    const client = await suite.room.client();
    const events: DraftEvent[] = [];
    client.drafts.onEvent((event) => events.push(event));
    await client.drafts.add(draft('f1'), later());
    expect(await client.load()).toEqual({ waitingCount: 0, runningCount: 0 });
    const seen: DraftJob[] = [];
    await suite.room.worker(
      handlers({
        compile: async (given, onStarted) => {
          seen.push(given);
          onStarted();
          return { state: 'rejected', laneMs: 7 };
        },
      }),
    );
    await until(() => events.length === 2);
    expect(seen).toEqual([draft('f1')]);
    expect(events).toEqual([
      { slot: 'a1', fingerprint: 'f1', state: 'started', laneMs: 0 },
      { slot: 'a1', fingerprint: 'f1', state: 'rejected', laneMs: 7 },
    ]);
  });

  test('leave the one lane to a submission that comes while one is being compiled', async () => {
    const client = await suite.room.client();
    let isCompiling = false;
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const judged: string[] = [];
    await suite.room.worker({
      judge: async (id) => void judged.push(id),
      ...handlers({
        compile: async () => {
          isCompiling = true;
          await gate;
          return { state: 'compiled', laneMs: 1 };
        },
      }),
    });
    await client.drafts.add(draft('f1'), later());
    await until(() => isCompiling);
    await client.addSubmission('s1', PRIORITY.submit);
    await until(() => judged.includes('s1'));
    release();
  });

  test('are cancelled while they wait, and while they are compiled', async () => {
    const client = await suite.room.client();
    const states: string[] = [];
    client.drafts.onEvent(({ fingerprint, state }) => states.push(`${fingerprint} ${state}`));
    await client.drafts.add(draft('f1'), later());
    await client.drafts.cancel(draft('f1'));
    await suite.room.worker(
      handlers({
        compile: async (_draft, onStarted, signal) => {
          onStarted();
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
          return { state: 'cancelled', laneMs: 1 };
        },
      }),
    );
    await client.drafts.add(draft('f2'), later());
    await until(() => states.includes('f2 started'));
    await client.drafts.cancel(draft('f2'));
    await until(() => states.includes('f2 cancelled'));
    expect(states).toEqual(['f2 started', 'f2 cancelled']);
  });

  test('wait for room, are taken up again when they gave way, and end when they are too old', async () => {
    const client = await suite.room.client();
    const states: string[] = [];
    client.drafts.onEvent(({ fingerprint, state }) => states.push(`${fingerprint} ${state}`));
    let looks = 0;
    let tries = 0;
    await suite.room.worker(
      handlers({
        hasRoom: () => ++looks > 1,
        compile: async () => {
          tries += 1;
          return { state: tries === 1 ? 'put back' : 'compiled', laneMs: 1 };
        },
      }),
    );
    await client.drafts.add(draft('f1'), later());
    await until(() => states.includes('f1 compiled'));
    expect([looks, tries]).toEqual([3, 2]);
    await client.drafts.add(draft('f2'), Date.now() - 1);
    await until(() => states.includes('f2 expired'));
    expect(tries).toBe(2);
  });

  test('leave nothing of their text when no worker ever comes', async () => {
    const client = await suite.room.client();
    await client.drafts.add(draft('f1'), later());
    await client.drafts.add(draft('f2', 'b2'), later());
    expect(await client.drafts.removeOlderThan(60_000)).toBe(0);
    await until(async () => (await client.drafts.removeOlderThan(1)) === 2);
  });

  test('a wish for warm boxes reaches every worker', async () => {
    const client = await suite.room.client();
    const heard: WarmWish[][] = [];
    await suite.room.worker(handlers({ warm: (wishes) => heard.push(wishes) }));
    await suite.room.worker(handlers({ warm: (wishes) => heard.push(wishes) }));
    await client.drafts.warm([{ language: 'python', count: 2 }]);
    await until(() => heard.length === 2);
    expect(heard).toEqual([[{ language: 'python', count: 2 }], [{ language: 'python', count: 2 }]]);
  });
});
