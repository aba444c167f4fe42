/** Removes the data of hidden tests from their results; the judge leaves it out already, this makes sure. */
import type { TestResult } from '@letscode/core';
import type { JudgingTask } from '@letscode/judge';

export function withoutHiddenData(task: JudgingTask): (result: TestResult) => TestResult {
  const samples = new Set(task.tests.filter((test) => test.isSample).map((test) => test.name));
  return (result) => {
    if (samples.has(result.name)) return result;
    const { input: _input, expected: _expected, stdout: _stdout, stderr: _stderr, transcript: _talk, ...open } = result;
    return open;
  };
}
