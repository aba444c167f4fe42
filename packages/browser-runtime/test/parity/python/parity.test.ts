/**
 * Every program on the client tier in Chromium and on the server's: what the browser judges itself must come out the
 * same, to the byte and to the exit code. What it leaves to the server must be what we know of.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTierPage, type TierPage } from '../../support/tier-page.js';
import type { PythonProgram } from './program.js';
import { ERROR_PROGRAMS } from './programs-errors.js';
import { INPUT_PROGRAMS } from './programs-input.js';
import { LIBRARY_PROGRAMS } from './programs-library.js';
import { NUMBER_PROGRAMS } from './programs-numbers.js';
import { openPythonServer, type PythonServer } from './server.js';

let tier: TierPage;
let server: PythonServer;
beforeAll(async () => {
  [tier, server] = await Promise.all([openTierPage(), openPythonServer()]);
});
afterAll(() => Promise.all([tier?.close(), server?.close()]));

/** So long that a busy machine makes no run unsure. */
const TIME_LIMIT_MS = 100_000;

const onTier = ({ code, input = '' }: PythonProgram) =>
  tier.judge({ language: 'python', code, timeLimitMs: TIME_LIMIT_MS, memoryBytes: 256 * 1024 * 1024 }, input);

describe.each([
  ['input and output', INPUT_PROGRAMS],
  ['numbers and texts', NUMBER_PROGRAMS],
  ['errors, ends and recursion', ERROR_PROGRAMS],
  ['the library and the language', LIBRARY_PROGRAMS],
])('Python in the browser and on the server: %s', (_title, programs) => {
  const judged = programs.filter((program) => !program.leftToServer);
  it.each(judged.map((program) => [program.name, program] as const))('agree on %s', async (_name, program) => {
    const there = await server.run(program.code, program.input);
    const here = await onTier(program);
    expect(here.kind, here.detail).toBe('exited');
    const told = { stdout: here.stdout, exitCode: here.exitCode, stderr: withoutLibrary(here.stderr) };
    const expected = { stdout: there.output, exitCode: there.exitCode, stderr: withoutLibrary(there.stderr) };
    expect(program.isRandom ? told.exitCode : told).toEqual(program.isRandom ? expected.exitCode : expected);
    expect(here).toMatchObject({
      isSure: true,
      verdict: there.status === 'OK' ? 'Accepted' : 'Runtime Error',
    });
  });

  const left = programs.filter((program) => program.leftToServer);
  it.each(left.map((program) => [program.name, program] as const))('leave %s to the server', async (_name, program) => {
    const here = await onTier(program);
    expect(here).toMatchObject({ isSure: false, reason: expect.stringMatching(program.leftToServer as RegExp) });
  });
});

/** The library's own places in a traceback: here it has no sources, and lies in an archive. */
function withoutLibrary(stderr: string): string {
  return stderr.replace(/^ {2}File "(?:\/usr\/lib|<frozen)[^\n]*\n(?: {4}[^\n]*\n)*/gm, '');
}
