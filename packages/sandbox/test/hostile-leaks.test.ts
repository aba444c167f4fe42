/**
 * Leaks between runs, by the programs under hostile/leaks/: from one run to later ones on the same slot (`Then`), and between
 * two that run side by side (`Beside`), where each one leaves what the other looks for.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endOf, expectAsStated, programsIn } from './hostile-program.js';
import { type HostileOutcome, runHostile } from './hostile-run.js';
import { setStage } from './hostile-stage.js';

/** A lane has few slots, which are used by turns: so often, each of them is met. */
const ROUNDS = 8;
/** Two runs that begin together have missed each other only on a machine that was paused. */
const MEETINGS = 5;

const oneLane = setStage(1);
const twoLanes = setStage(2);
const programs = programsIn('leaks');

for (const program of programs.filter((each) => each.header('Then') !== undefined))
  test(`${program.name} leaves nothing for later runs`, async () => {
    writeFileSync(join(oneLane.box.folder, 'programs', 'marker'), 'x', { mode: 0o644 });
    for (let round = 0; round < ROUNDS; round++) {
      const { report, stdout, stderr } = await runHostile(oneLane, program);
      expectAsStated(program, report, stdout, stderr);
    }
    for (let round = 0; round < ROUNDS; round++) {
      const { report, stdout } = await runHostile(oneLane, program, program.header('Then'));
      expect(stdout).not.toContain('BREACH');
      expect(endOf(report.exit)).toBe('exited 0');
      expect(report.violations.filter((violation) => violation.type === 'resource')).toEqual([]);
    }
  });

for (const program of programs.filter((each) => each.header('Beside') !== undefined))
  test(`${program.name} finds nothing of a run beside it`, async () => {
    const sides = (program.header('Beside') ?? '').split(' ');
    for (let meeting = 1; ; meeting++) {
      const outcomes = await Promise.all(sides.map((side) => runHostile(twoLanes, program, side)));
      for (const { report, stdout, stderr } of outcomes) expectAsStated(program, report, stdout, stderr);
      if (haveMet(outcomes)) return;
      expect(meeting, 'the two runs never met').toBeLessThan(MEETINGS);
    }
  });

/** Whether there was a time at which both were there. */
function haveMet(outcomes: HostileOutcome[]): boolean {
  const times = outcomes.map(({ stdout }) => /^met (\d+) (\d+)$/m.exec(stdout)?.slice(1).map(Number) ?? [Number.NaN]);
  return Math.max(...times.map(([from]) => from ?? Number.NaN)) < Math.min(...times.map(([, to]) => to ?? Number.NaN));
}
