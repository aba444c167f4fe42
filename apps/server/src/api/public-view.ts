/**
 * The wall before hidden tests: what of a test result may leave the server. Input, answer
 * and output of secret tests are never stored with a result; here they are removed once
 * more, so that a slip elsewhere leaks nothing.
 */
import type { StatusUpdate, TestResult } from '@letscode/core';

const SAMPLE_PREFIX = 'sample/';

export function publicTestResult(result: TestResult): TestResult {
  if (result.name.startsWith(SAMPLE_PREFIX)) return result;
  const { input: _input, expected: _expected, stdout: _stdout, stderr: _stderr, ...open } = result;
  return open;
}

export function publicUpdate(update: StatusUpdate['data']): StatusUpdate['data'] {
  return update.testResult ? { ...update, testResult: publicTestResult(update.testResult) } : update;
}
