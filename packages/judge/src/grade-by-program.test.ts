import { expect, it } from 'vitest';
import { gradingOf, inputOf } from './grade-by-program.js';

it('tells a grader a verdict and a score for each child', () => {
  const children = [
    { name: 'a', verdict: 'Accepted' as const, score: 12.5 },
    { name: 'b', verdict: 'Presentation Error' as const, score: 0 },
    { name: 'c', verdict: 'Security Violation' as const, score: 0 },
  ];
  expect(inputOf(children)).toBe('AC 12.5\nWA 0\nRTE 0\n');
});

it.each([
  ['AC 42\n', 'Accepted', 42],
  ['  AC   0.1234567 \n', 'Accepted', 0.123457],
  ['TLE -1', 'Time Limit Exceeded', -1],
  ['JE 0', 'Internal Error', 0],
])('takes %j for an answer', (said, verdict, score) => {
  expect(gradingOf(said)).toEqual({ verdict, score });
});

it.each(['', 'AC', '42 AC', 'AC 42 and more', 'Accepted 42', 'AC 42\nAC 42', 'AC NaN', 'AC inf', 'constructor 1'])(
  'takes %j for a fault of the grader',
  (said) => {
    expect(gradingOf(said)).toMatchObject({ verdict: 'Internal Error', fault: expect.stringContaining('grader') });
  },
);
