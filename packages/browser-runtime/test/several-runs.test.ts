/** Several runs that are asked for at once: by whom, in what order, and what becomes of one that is taken back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClientTier, RunEnd } from '../src/index.js';
import { openTierPage, type TierPage } from './support/tier-page.js';

let tier: TierPage;
beforeAll(async () => {
  tier = await openTierPage();
}, 60_000);
afterAll(() => tier?.close());

/** More than there are spares. */
const COUNT = 5;

/** Runs the programs at once; those of `takenBack` are taken back right after. @returns how each ended, in their order */
function runAll(programs: string[], takenBack: number[] = []) {
  return tier.page.evaluate(
    async ([codes, stopped]) => {
      const client = (window as unknown as { tier: ClientTier }).tier;
      await client.load('javascript');
      const ended: number[] = [];
      const runs = codes.map((code, index) => {
        const abort = new AbortController();
        const limits = { timeLimitMs: 10_000, memoryBytes: 2 ** 28, maxOutputBytes: 2 ** 20 };
        const job = { language: 'javascript' as const, code, stdin: new Uint8Array(), ...limits };
        const run = client.run(job, abort.signal).then((end: RunEnd) => {
          ended.push(index);
          return { kind: end.kind, detail: end.detail, stdout: new TextDecoder().decode(end.stdout).trim() };
        });
        return { run, abort };
      });
      // After the orders have been sent.
      await new Promise((resolve) => setTimeout(resolve, 0));
      for (const index of stopped) runs[index]?.abort.abort();
      const ends = await Promise.all(runs.map(({ run }) => run));
      return { ends, ended };
    },
    [programs, takenBack] as const,
  );
}

describe('runs that are asked for at once', () => {
  it('go one after the other, in their order', async () => {
    const busy = 'const began = Date.now(); while (Date.now() < began + 20); console.log(began, Date.now());';
    const { ends, ended } = await runAll(Array.from({ length: COUNT }, () => busy));
    expect(ended).toEqual([0, 1, 2, 3, 4]);
    const times = ends.flatMap(({ stdout }) => stdout.split(' ').map(Number));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('find nothing of one another', async () => {
    const leaves =
      "console.log(typeof left, Array.prototype.left); globalThis.left = 1; Array.prototype.left = 'mine';";
    const { ends } = await runAll(Array.from({ length: COUNT }, () => leaves));
    expect(ends.map(({ stdout }) => stdout)).toEqual(Array.from({ length: COUNT }, () => 'undefined undefined'));
  });

  it('end without having run when they are taken back while they wait, and the others run', async () => {
    const { ends } = await runAll(['for (;;);', 'console.log(2)', 'console.log(3)'], [0, 1]);
    expect(ends).toEqual([
      { kind: 'lost', detail: 'stopped', stdout: '' },
      { kind: 'lost', detail: 'stopped', stdout: '' },
      { kind: 'exited', detail: '', stdout: '3' },
    ]);
  });
});
