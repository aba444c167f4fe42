import { describe, expect, test } from 'vitest';
import { batched } from './batch.js';

describe('questions in a batch', () => {
  test('those asked while an answer is on its way share the next one', async () => {
    const asked: string[][] = [];
    const ask = batched(async (keys) => {
      asked.push(keys);
      await Promise.resolve();
      return new Map(keys.filter((key) => key !== 'unknown').map((key) => [key, key.toUpperCase()]));
    });
    expect(await Promise.all(['a', 'b', 'unknown', 'b'].map(ask))).toEqual(['A', 'B', undefined, 'B']);
    expect(asked).toEqual([['a'], ['b', 'unknown', 'b']]);
  });

  test('a failure reaches all that shared it, and the next question is asked anew', async () => {
    let count = 0;
    const ask = batched(async () => {
      count++;
      if (count <= 2) throw new Error(`failure ${count}`);
      return new Map([['a', count]]);
    });
    const outcomes = await Promise.allSettled([ask('a'), ask('b'), ask('c')]);
    expect(outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason.message)).toEqual([
      'failure 1',
      'failure 2',
      'failure 2',
    ]);
    expect(await ask('a')).toBe(3);
  });
});
