/** What the answers to a program's own tests have in common, whether the server or the browser ran them. */
import type { CustomTest, TestResponse } from './api.js';
import type { CompileResult, TestResult } from './submission.js';

/** The response of a program that never ran, less what says why. */
export const NOTHING_RAN = {
  output: '',
  executionTime: 0,
  wallTimeMs: 0,
  memoryBytes: 0,
  stderr: '',
  stdoutTruncated: false,
  exitCode: null,
  signal: null,
  diagnostics: [],
  violations: [],
  layers: [],
} satisfies Partial<TestResponse>;

/** The response of a program that does not compile: its tests are skipped. */
export function responseOfRefused(tests: readonly CustomTest[], compile: CompileResult | null): TestResponse {
  return { ...NOTHING_RAN, success: false, status: 'Compilation Error', compile, tests: tests.map(skipped) };
}

/** @param index from 0 */
export function nameOfCustomTest({ name }: CustomTest, index: number): string {
  return name ?? `custom/${index + 1}`;
}

function skipped(test: CustomTest, index: number): TestResult {
  return {
    name: nameOfCustomTest(test, index),
    verdict: 'Skipped',
    cpuTimeMs: 0,
    wallTimeMs: 0,
    memoryBytes: 0,
  };
}
