/** `node:assert`, the part that programs use: what fails throws, and a thrown error is a Runtime Error. */
import { inspect } from 'node-inspect-extracted';
import { refusingOthers } from './files.js';
import type { Program } from './program.js';

class AssertionError extends Error {
  override name = 'AssertionError';
  readonly code = 'ERR_ASSERTION';
  readonly generatedMessage: boolean;

  constructor(options: { message?: unknown; actual?: unknown; expected?: unknown }) {
    super(options.message === undefined ? `${inspect(options.actual)}` : String(options.message));
    this.generatedMessage = options.message === undefined;
  }
}

export function createAssert(program: Program): object {
  const check = (isRight: boolean, message: unknown, actual?: unknown) => {
    if (isRight) return;
    // The server's message shows the two values as well.
    program.doubt('an assertion that failed');
    throw message instanceof Error ? message : new AssertionError({ message, actual });
  };
  const ok = (value?: unknown, message?: unknown) => check(Boolean(value), message, value);
  const members = {
    ok,
    AssertionError,
    equal: (actual: unknown, wanted: unknown, message?: unknown) => check(actual == wanted, message, actual),
    notEqual: (actual: unknown, wanted: unknown, message?: unknown) => check(actual != wanted, message, actual),
    strictEqual: (actual: unknown, wanted: unknown, message?: unknown) =>
      check(Object.is(actual, wanted), message, actual),
    notStrictEqual: (actual: unknown, wanted: unknown, message?: unknown) =>
      check(!Object.is(actual, wanted), message, actual),
    fail: (message?: unknown) => check(false, message ?? 'Failed'),
  };
  const assert = Object.assign((value?: unknown, message?: unknown) => ok(value, message), members);
  const guarded = refusingOthers(assert, 'assert', program);
  Object.assign(members, { strict: guarded });
  return Object.assign(guarded, { strict: guarded });
}
