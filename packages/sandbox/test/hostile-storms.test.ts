/**
 * What is bad once, a hundred times at once: the programs under hostile/storms/, on more lanes than there are cores. After each
 * storm an honest program must find the sandbox as it was: right output, no violation, all layers.
 */
import { LAYERS } from '@letscode/core';
import { afterEach, expect, test } from 'vitest';
import { expectAsStated, programsIn, readProgram } from './hostile-program.js';
import { runHostile } from './hostile-run.js';
import { setStage } from './hostile-stage.js';

const stage = setStage(8);

afterEach(async () => {
  const { report, stdout } = await stage.box.run(['/bin/sh', '-c', 'echo honest; ls /work /tmp /dev/shm']);
  expect(report.exit).toEqual({ kind: 'exited', code: 0 });
  expect(report.violations).toEqual([]);
  expect(report.layers).toEqual(LAYERS);
  expect(stdout.trim()).toBe('honest\n/dev/shm:\n\n/tmp:\n\n/work:');
});

for (const program of programsIn('storms'))
  test(`${program.name} a hundred times at once`, async () => {
    const times = Number(program.header('Times'));
    const outcomes = await Promise.all(Array.from({ length: times }, () => runHostile(stage, program)));
    for (const { report, stdout, stderr } of outcomes) expectAsStated(program, report, stdout, stderr);
  });

test('a run that ends while it is being killed is either reported or given up, and harms nobody', async () => {
  const program = readProgram('storms/gone-when-killed.c');
  await runHostile(stage, program);
  const runs = Array.from({ length: 100 }, (_, i) => {
    const killer = new AbortController();
    const run = stage.box.run(['/box/gone-when-killed'], {}, killer.signal);
    setTimeout(() => killer.abort(new Error('given up')), i / 4);
    return run;
  });
  for (const outcome of await Promise.allSettled(runs)) {
    if (outcome.status === 'rejected') expect(outcome.reason).toEqual(new Error('given up'));
    else expect(outcome.value.report.exit).toEqual({ kind: 'exited', code: 0 });
  }
});
