import type { TestResult } from '@letscode/core';
import { expect, it } from 'vitest';
import { hintFor } from './hints.js';

const limits = { cpuTimeMs: 1000, memoryBytes: 256 * 1024 * 1024, outputBytes: 1 };
const result = (change: Partial<TestResult>): TestResult => ({
  name: 'sample/1',
  verdict: 'Time Limit Exceeded',
  cpuTimeMs: 12,
  wallTimeMs: 2000,
  memoryBytes: 1,
  ...change,
});

it('suspects waiting when the wall clock ran and the processor did not', () => {
  expect(hintFor(result({}), limits)).toBe('CPU 12 ms, wall 2,000 ms: waiting for input, or sleeping?');
});

it('suspects an endless loop when the processor was busy', () => {
  expect(hintFor(result({ cpuTimeMs: 1000, wallTimeMs: 1040 }), limits)).toMatch(/endless loop/);
});

it('has nothing to say about an accepted test, however slow its wall clock', () => {
  expect(hintFor(result({ verdict: 'Accepted' }), limits)).toBeUndefined();
});
