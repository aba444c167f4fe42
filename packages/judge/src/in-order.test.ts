import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runInOrder } from './in-order.js';

it('answers as if tests ran one after the other, with no more than its lanes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ ends: fc.boolean(), turns: fc.nat(5) }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      async (tests, laneCount) => {
        let active = 0;
        let most = 0;
        const told: number[] = [];
        const results = await runInOrder(
          tests.length,
          async (index) => {
            most = Math.max(most, ++active);
            for (let turn = 0; turn < (tests[index]?.turns ?? 0); turn++) await null;
            active--;
            return index;
          },
          {
            laneCount,
            endsAll: (index) => tests[index]?.ends ?? false,
            onResult: (_result, index) => told.push(index),
          },
        );
        const first = tests.findIndex((test) => test.ends);
        const expected = tests.slice(0, first < 0 ? undefined : first + 1).map((_test, index) => index);
        expect(results).toEqual(expected);
        expect(told).toEqual(expected);
        expect(most).toBeLessThanOrEqual(laneCount);
        expect(active).toBe(0);
      },
    ),
  );
});

it('stops what runs behind the first failure, and starts nothing more', async () => {
  const started: number[] = [];
  const stopped: number[] = [];
  const run = (index: number, signal: AbortSignal) => {
    started.push(index);
    if (index === 0) return Promise.resolve(false);
    return new Promise<boolean>((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        stopped.push(index);
        reject(signal.reason);
      });
    });
  };
  expect(await runInOrder(9, run, { laneCount: 3, endsAll: (passed) => !passed })).toEqual([false]);
  expect(started).toEqual([0, 1, 2]);
  expect(stopped).toEqual([1, 2]);
});

it('stops everything when its listener fails, and starts nothing more', async () => {
  const started: number[] = [];
  const run = async (index: number, signal: AbortSignal) => {
    started.push(index);
    if (index > 0) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return index;
  };
  const onResult = () => {
    throw new Error('the listener failed');
  };
  await expect(runInOrder(9, run, { laneCount: 2, endsAll: () => false, onResult })).rejects.toThrow('listener failed');
  await new Promise((resolve) => setImmediate(resolve));
  expect(started.length).toBeLessThanOrEqual(3);
});

it('throws the first fault in order, and the reason when it is aborted', async () => {
  const failing = runInOrder(3, async (index) => Promise.reject(new Error(`fault ${index}`)), {
    laneCount: 3,
    endsAll: () => false,
  });
  await expect(failing).rejects.toThrow('fault 0');
  const abort = new AbortController();
  const hanging = runInOrder(
    2,
    (_index, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    { laneCount: 1, endsAll: () => false, signal: abort.signal },
  );
  abort.abort(new Error('enough'));
  await expect(hanging).rejects.toThrow('enough');
});
