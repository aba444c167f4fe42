/**
 * A few hundred runs in a row on four lanes, of all the ways to end: what the
 * helper holds must be the same before and after. `letscode bench soak` does ten
 * thousand of one kind.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Footprint, footprintOf } from '../src/footprint.js';
import { openSandbox, type Sandbox } from '../src/index.js';
import { type Box, cgroupsOf, makeBox } from './box-fixture.js';

const LANE_COUNT = 4;

let sandbox: Sandbox & { helperPid?(): Promise<number | undefined> };
let box: Box;
let helperPid = 0;

beforeAll(async () => {
  sandbox = await openSandbox({ laneCount: LANE_COUNT });
  box = makeBox(() => sandbox);
  helperPid = (await sandbox.helperPid?.()) ?? 0;
});

afterAll(async () => {
  await sandbox?.close();
  box?.remove();
});

const SHELL_ROOT = ['/usr/bin', '/bin', '/usr/lib', '/usr/lib64'];

/** Ways to end, and what the report says of each; the runs take them by turns. */
const ENDINGS: [string, string[]][] = [
  ['exited', ['/usr/bin/true']],
  ['exited', ['/usr/bin/false']],
  ['signaled', ['/bin/sh', '-c', 'echo > /work/file; kill -9 $$']],
  ['exited', ['/bin/sh', '-c', 'sleep 100 & sleep 100 & echo $!']],
  ['sandbox-fault', ['/usr/bin/missing']],
  ['exited', ['/usr/bin/unshare', '-U', '/usr/bin/true']], // refused, with a violation
];

/** @returns the endings that were not as they should be */
async function runMany(count: number): Promise<string[]> {
  const odd: string[] = [];
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const [ending, argv] = ENDINGS[next++ % ENDINGS.length] as [string, string[]];
      const { exit } = await sandbox.run(box.spec(argv, { root: SHELL_ROOT }));
      if (exit.kind !== ending) odd.push(`${argv.join(' ')}: ${JSON.stringify(exit)}`);
    }
  };
  await Promise.all(Array.from({ length: LANE_COUNT }, lane));
  return odd;
}

/** What is prepared for runs to come, or torn down behind one, changes the counts for a moment: waits until they stand still. */
async function settledFootprint() {
  let last = footprintOf(helperPid);
  for (let still = 0, look = 0; still < 5 && look < 100; look++) {
    await sleep(100);
    const now = footprintOf(helperPid);
    const same = now.descriptorCount === last.descriptorCount && now.processCount === last.processCount;
    still = same ? still + 1 : 0;
    last = now;
  }
  return last;
}

it('leaves nothing behind in the helper, run after run', async () => {
  expect(await runMany(120)).toEqual([]);
  const looks = [await settledFootprint()];
  for (let round = 0; round < 2; round++) {
    expect(await runMany(360)).toEqual([]);
    looks.push(await settledFootprint());
  }
  const [first, ...later] = looks as [Footprint, ...Footprint[]];
  for (const look of later) expect(look).toEqual({ ...first, anonymousBytes: expect.any(Number) });
  // Pages that the allocator keeps come and go; a string leaked by each run would show in both rounds.
  const growths = later.map((look, round) => look.anonymousBytes - (looks[round] as Footprint).anonymousBytes);
  expect(Math.min(...growths)).toBeLessThan(40 * 1024);
});

it('leaves no process and no cgroup when it is closed', async () => {
  await sandbox.close();
  expect(cgroupsOf(helperPid)).toEqual([]);
  expect(() => footprintOf(helperPid)).toThrow();
});
