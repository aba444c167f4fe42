/**
 * The wall limit ends who sleeps or waits, never who waits for a core.
 *
 * No time is measured: more busy programs than cores run side by side, with
 * hardly more wall time than CPU time, and the kind of end is what counts.
 */
import { cpus } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Box, makeBox } from '../test/box-fixture.js';
import { openSandbox, type Sandbox } from './index.js';

const LANES = 3 * cpus().length;
const sh = (script: string) => ['/bin/sh', '-c', script];
const limits = { cpuTimeMs: 150, wallTimeMs: 200 };

let sandbox: Sandbox;
let box: Box;

beforeAll(async () => {
  sandbox = await openSandbox({ laneCount: LANES });
  box = makeBox(() => sandbox);
});

afterAll(async () => {
  await sandbox.close();
  box.remove();
});

const side = <T>(run: () => Promise<T>) => Promise.all(Array.from({ length: LANES }, run));

test('on a busy machine a program that computes reaches its CPU limit, and a sleeper its wall limit', async () => {
  const busy = side(() => box.run(sh('while :; do :; done'), { limits }));
  const asleep = box.run(['/usr/bin/sleep', '1000'], { limits });
  expect((await busy).map(({ report }) => report.exit.kind)).toEqual(Array(LANES).fill('cpu-limit'));
  const { report } = await asleep;
  expect(report.exit.kind).toBe('wall-limit');
  expect(report.usage.wallTimeMs).toBeGreaterThanOrEqual(limits.wallTimeMs);
});

test('the waits of processes that come one after another add up', async () => {
  const pass = 'i=0; while [ $i -lt 40000 ]; do i=$((i+1)); done';
  const passes = `for n in 1 2 3 4 5 6 7 8 9 10 11 12; do /bin/sh -c '${pass}'; done; while :; do :; done`;
  const outcomes = await side(() => box.run(sh(passes), { limits: { cpuTimeMs: 400, wallTimeMs: 500 } }));
  expect(outcomes.map(({ report }) => report.exit.kind)).toEqual(Array(LANES).fill('cpu-limit'));
});

test('a program that starts one sleeping process after another ends at its wall limit', async () => {
  const { report } = await box.run(sh('while :; do sleep 0.01; done'), {
    limits: { cpuTimeMs: 60_000, wallTimeMs: 200 },
  });
  expect(report.exit.kind).toBe('wall-limit');
});

test('a busy thread does not keep a program alive beyond its wall limit where it has a core', async () => {
  const { report } = await box.run(sh('while :; do :; done'), { limits: { cpuTimeMs: 10_000, wallTimeMs: 100 } });
  expect(report.exit.kind).toBe('wall-limit');
});
