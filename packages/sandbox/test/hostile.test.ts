/**
 * Every program under hostile/ attacks the sandbox; its header says how, and what the report must be (hostile-program.ts).
 *
 *   hostile/           programs in C, Python and JavaScript that were let in, or play a compiler
 *   hostile/elf/       descriptions of executable files that no linker makes
 *   hostile/compiler/  sources that attack whoever compiles them
 * Meanwhile canaries lie open on the host; nothing may touch them or see their secret. Leaks between runs are in
 * hostile-leaks.test.ts, crowds in hostile-storms.test.ts, each number of a system call in hostile-syscalls.test.ts.
 */
import { existsSync, readFileSync } from 'node:fs';
import { LAYERS } from '@letscode/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '../src/index.js';
import { type Box, cgroupsOf, descendantsOf, makeBox } from './box-fixture.js';
import { type Canaries, setCanaries } from './hostile-canaries.js';
import { endOf, expectAsStated, programsIn } from './hostile-program.js';
import { COMPILERS, compileHostile, runCompiled, runHostile } from './hostile-run.js';

let sandbox: Sandbox;
let box: Box;
let canaries: Canaries;

beforeAll(async () => {
  canaries = await setCanaries();
  sandbox = await openSandbox({ laneCount: 2 });
  box = makeBox(() => sandbox);
});

afterAll(async () => {
  const helperPid = descendantsOf(process.pid).find((pid) =>
    readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('letscode-box'),
  );
  await sandbox.close();
  box.remove();
  try {
    canaries.expectUntouched();
  } finally {
    await canaries.remove();
  }
  expect(helperPid).toBeDefined();
  expect(descendantsOf(helperPid ?? 0)).toEqual([]);
  expect(cgroupsOf(helperPid ?? 0)).toEqual([]);
});

for (const program of [...programsIn(''), ...programsIn('elf')])
  test(`${program.name} ends as its header says`, async () => {
    for (let time = 0; time < Number(program.header('Times') ?? 1); time++) {
      const { report, stdout, stderr, collected } = await runHostile(box, canaries, program);
      expectAsStated(program, report, stdout, stderr);
      const wanted = program.header('Collected');
      if (wanted !== undefined) expect(collected.join(' ') || 'nothing').toBe(wanted);
      if (report.exit.kind !== 'sandbox-fault') expect(report.layers).toEqual(LAYERS);
    }
  });

for (const program of programsIn('compiler')) {
  const compiler = COMPILERS[program.extension]?.();
  const isThere = compiler !== undefined && existsSync(compiler.program);
  test.skipIf(!isThere)(`${program.name} ends its compiler as its header says`, async () => {
    if (!compiler) return;
    const made = await compileHostile(box, canaries, program, compiler);
    expectAsStated(program, made.report, made.stdout, made.stderr);
    expect(made.report.layers).toEqual(LAYERS);
    const wanted = program.header('Collected');
    if (wanted !== undefined) expect(made.collected.join(' ') || 'nothing').toBe(wanted);
    const end = program.header('Program');
    if (end === undefined) return;
    const ran = await runCompiled(box, canaries, program, made);
    expect(ran.stdout).not.toContain('BREACH');
    expect(end.split(' | ')).toContain(endOf(ran.report.exit));
  });
}
