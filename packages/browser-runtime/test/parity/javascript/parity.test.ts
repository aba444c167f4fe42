/**
 * Every program on the client tier in Chromium and on the server's: what the browser judges itself must come out the
 * same, to the byte and to the exit code. What it leaves to the server must be what we know of.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTierPage, type TierPage } from '../../support/tier-page.js';
import type { ScriptProgram } from './program.js';
import { ASYNC_PROGRAMS } from './programs-async.js';
import { ERROR_PROGRAMS } from './programs-errors.js';
import { INPUT_PROGRAMS } from './programs-input.js';
import { LIBRARY_PROGRAMS } from './programs-library.js';
import { NUMBER_PROGRAMS } from './programs-numbers.js';
import { PRINT_PROGRAMS } from './programs-print.js';
import { TYPED_PROGRAMS } from './programs-typed.js';
import { openScriptServer, type ScriptServer } from './server.js';

let tier: TierPage;
let server: ScriptServer;
beforeAll(async () => {
  [tier, server] = await Promise.all([openTierPage(), openScriptServer()]);
});
afterAll(() => Promise.all([tier?.close(), server?.close()]));

const languageOf = ({ isTyped }: ScriptProgram) => (isTyped ? 'typescript' : 'javascript');
const onTier = (program: ScriptProgram) =>
  tier.judge({ language: languageOf(program), code: program.code }, program.input ?? '');

describe.each([
  ['input and output', INPUT_PROGRAMS],
  ['what console.log prints', PRINT_PROGRAMS],
  ['numbers and texts', NUMBER_PROGRAMS],
  ['promises, timers and ticks', ASYNC_PROGRAMS],
  ['errors and ends', ERROR_PROGRAMS],
  ['the library and the language', LIBRARY_PROGRAMS],
  ['TypeScript', TYPED_PROGRAMS],
])('JavaScript in the browser and on the server: %s', (_title, programs) => {
  const judged = programs.filter((program) => !program.leftToServer);
  it.each(judged.map((program) => [program.name, program] as const))('agree on %s', async (_name, program) => {
    const there = await server.run(languageOf(program), program.code, program.input);
    const here = await onTier(program);
    expect({ stdout: here.stdout, exitCode: here.exitCode, detail: here.detail }, here.stderr).toEqual({
      stdout: there.output,
      exitCode: there.exitCode,
      detail: '',
    });
    expect(here).toMatchObject({ isSure: true, verdict: there.status === 'OK' ? 'Accepted' : there.status });
  });

  const left = programs.filter((program) => program.leftToServer);
  it.each(left.map((program) => [program.name, program] as const))('leave %s to the server', async (_name, program) => {
    const here = await onTier(program);
    expect(here).toMatchObject({ isSure: false, reason: expect.stringMatching(program.leftToServer as RegExp) });
  });
});
