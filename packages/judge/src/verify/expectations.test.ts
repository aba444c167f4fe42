import type { TestResult, Verdict, VerdictSummary } from '@letscode/core';
import type { PackageSubmission } from '@letscode/problem-package';
import { expect, it } from 'vitest';
import { boundsFromAbove, boundsFromBelow, limitFor } from './derive-time-limit.js';
import { unmetExpectations } from './expectations.js';

const submission = (more: Partial<PackageSubmission>): PackageSubmission => ({
  path: 'submissions/accepted/a.py',
  hostPath: '/p/submissions/accepted/a.py',
  files: [],
  expected: [],
  ...more,
});

const result = (name: string, verdict: Verdict, message?: string): TestResult => ({
  ...{ name, verdict, cpuTimeMs: 1, wallTimeMs: 1, memoryBytes: 1 },
  ...(message === undefined ? {} : { message }),
});

const outcome = (status: Verdict, more: Partial<VerdictSummary> = {}, testResults: TestResult[] = []) => ({
  verdict: { status, passedCount: 0, testCount: 0, maxCpuTimeMs: 0, maxWallTimeMs: 0, maxMemoryBytes: 0, ...more },
  testResults,
});

it('wants one of the expected verdicts', () => {
  const wanted = submission({ expected: ['Wrong Answer', 'Time Limit Exceeded'] });
  expect(unmetExpectations(wanted, outcome('Time Limit Exceeded'))).toEqual([]);
  expect(unmetExpectations(wanted, outcome('Accepted'))).toEqual(['expected Wrong Answer or Time Limit Exceeded']);
});

it('wants a score within its bounds, in sums of fractions too', () => {
  const wanted = submission({ expectedScore: { min: 0.3, max: 0.3 } });
  expect(unmetExpectations(wanted, outcome('Accepted', { score: 0.1 + 0.2 }))).toEqual([]);
  expect(unmetExpectations(wanted, outcome('Accepted', { score: 0.4 }))).toEqual(['expected 0.3 points, got 0.4']);
});

it('wants of groups what is said of them, unless they were skipped', () => {
  const of = (verdict: Verdict, score: number) =>
    outcome('Partially Correct', { groups: [{ name: 'secret/a', verdict, score, passedCount: 0, testCount: 1 }] });
  const wanted = submission({
    expectedOfGroups: [{ group: 'secret/a', expected: ['Accepted'], score: { min: 30, max: 40 } }],
  });
  expect(unmetExpectations(wanted, of('Accepted', 30))).toEqual([]);
  expect(unmetExpectations(wanted, of('Skipped', 0))).toEqual([]);
  expect(unmetExpectations(wanted, of('Wrong Answer', 0))).toHaveLength(2);
});

it('holds tests to the rules that concern them', () => {
  const results = [result('secret/1', 'Accepted', 'all fine'), result('secret/2', 'Wrong Answer')];
  const unmet = (rule: NonNullable<PackageSubmission['rules']>[number], more: TestResult[] = []) =>
    unmetExpectations(submission({ rules: [rule] }), outcome('Wrong Answer', {}, [...results, ...more])).length;
  expect(unmet({ permitted: ['Accepted', 'Wrong Answer'] })).toBe(0);
  expect(unmet({ permitted: ['Accepted'] })).toBe(1);
  expect(unmet({ permitted: ['Accepted'], tests: ['secret/1'] })).toBe(0);
  expect(unmet({ required: ['Wrong Answer'] })).toBe(0);
  expect(unmet({ required: ['Time Limit Exceeded'] })).toBe(1);
  expect(unmet({ required: ['Time Limit Exceeded'] }, [result('secret/3', 'Skipped')])).toBe(0);
  expect(unmet({ message: 'fine' })).toBe(0);
  expect(unmet({ message: 'bad' })).toBe(1);
});

it('derives a limit as a multiple, rounded up to whole steps and never below a second', () => {
  expect(limitFor(0, {})).toBe(1000);
  expect(limitFor(250, {})).toBe(2000);
  expect(limitFor(200, {})).toBe(1000);
  expect(limitFor(1200, { acceptedToLimit: 2, limitResolutionMs: 500 })).toBe(2500);
});

it('takes for the limit the submissions that the author names', () => {
  expect(boundsFromBelow(submission({ expected: ['Accepted'] }))).toBe(true);
  expect(boundsFromBelow(submission({ expected: ['Accepted'], usedForTimeLimit: false }))).toBe(false);
  expect(boundsFromBelow(submission({ expected: ['Wrong Answer'], boundsTimeLimit: 'lower' }))).toBe(true);
  expect(boundsFromAbove(submission({ boundsTimeLimit: 'upper' }))).toBe(true);
});
