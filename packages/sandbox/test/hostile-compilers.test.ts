/** Every source under hostile/compiler/ attacks its compiler, which has the same six layers as any program. */
import { existsSync } from 'node:fs';
import { LAYERS } from '@letscode/core';
import { expect, test } from 'vitest';
import { COMPILERS, compileHostile, runCompiled } from './hostile-compile.js';
import { endOf, expectAsStated, programsIn } from './hostile-program.js';
import { setStage } from './hostile-stage.js';

const stage = setStage(2);

for (const program of programsIn('compiler')) {
  const compiler = COMPILERS[program.extension]?.();
  const isThere = compiler !== undefined && existsSync(compiler.program);
  test.skipIf(!isThere).concurrent(`${program.name} ends its compiler as its header says`, async () => {
    if (!compiler) return;
    const made = await compileHostile(stage, program, compiler);
    expectAsStated(program, made.report, made.stdout, made.stderr);
    expect(made.report.layers).toEqual(LAYERS);
    const wanted = program.header('Collected');
    if (wanted !== undefined) expect(made.collected.join(' ') || 'nothing').toBe(wanted);
    const end = program.header('Program');
    if (end === undefined) return;
    const ran = await runCompiled(stage, program, made);
    expect(ran.stdout).not.toContain('BREACH');
    expect(end.split(' | ')).toContain(endOf(ran.report.exit));
  });
}
