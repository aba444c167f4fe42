/**
 * The wall before hidden tests: what of a test result may leave the server. Input, answer
 * and output of secret tests are never stored with a result; here they are removed once
 * more, so that a slip elsewhere leaks nothing.
 *
 * A program chooses which system calls it makes and with which arguments, so a refused one
 * could carry a hidden input out. Of those only the kind is told; the store keeps the rest.
 */
import type { StatusUpdate, TestResult, Violation } from '@letscode/core';

const SAMPLE_PREFIX = 'sample/';

export function publicTestResult(result: TestResult): TestResult {
  if (result.name.startsWith(SAMPLE_PREFIX)) return result;
  const {
    input: _input,
    expected: _expected,
    stdout: _stdout,
    stderr: _stderr,
    transcript: _talk,
    violations,
    ...open
  } = result;
  return violations ? { ...open, violations: kindsOf(violations) } : open;
}

function kindsOf(violations: readonly Violation[]): Violation[] {
  const types = new Set(violations.map(({ type }) => type));
  return [...types].sort().map((type) => ({ type, detail: `${type}; hidden tests tell no more` }));
}

export function publicUpdate(update: StatusUpdate['data']): StatusUpdate['data'] {
  return update.testResult ? { ...update, testResult: publicTestResult(update.testResult) } : update;
}
