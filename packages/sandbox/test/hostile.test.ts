/**
 * Every program under hostile/ attacks the sandbox; its header says how, and what the report must be (hostile-program.ts).
 *
 *   hostile/           programs in C, Python and JavaScript that were let in, or play a compiler
 *   hostile/elf/       descriptions of executable files that no linker makes
 *   hostile/compiler/  sources that attack whoever compiles them       hostile-compilers.test.ts
 *   hostile/leaks/     what one run could leave to another             hostile-leaks.test.ts
 *   hostile/storms/    what is to be done a hundred times              hostile-storms.test.ts
 * hostile-syscalls.test.ts tries every number of a system call. Meanwhile canaries lie open on the host; nothing may touch
 * them or see their secret. hostile-coverage.test.ts holds the programs against the incidents that they come from.
 */
import { LAYERS } from '@letscode/core';
import { expect, test } from 'vitest';
import { expectAsStated, programsIn } from './hostile-program.js';
import { runHostile } from './hostile-run.js';
import { setStage } from './hostile-stage.js';

const stage = setStage(4);

for (const program of [...programsIn(''), ...programsIn('elf')])
  test.concurrent(`${program.name} ends as its header says`, async () => {
    for (let time = 0; time < Number(program.header('Times') ?? 1); time++) {
      const { report, stdout, stderr, collected } = await runHostile(stage, program);
      expectAsStated(program, report, stdout, stderr);
      const wanted = program.header('Collected');
      if (wanted !== undefined) expect(collected.join(' ') || 'nothing').toBe(wanted);
      if (report.exit.kind !== 'sandbox-fault') expect(report.layers).toEqual(LAYERS);
    }
  });
