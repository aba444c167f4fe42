import { describe, expect, it } from 'vitest';
import {
  type ClientClaim,
  clientClaimSchema,
  MAX_CLAIMED_OUTPUT,
  MAX_CLAIMED_TESTS,
  mismatchOf,
  verdictOfClaim,
} from './client-claim.js';

const ok = { name: 'sample/1', verdict: 'Accepted' as const, wallTimeMs: 3 };
const PASSED: ClientClaim = { engine: 'pyodide-0.29', passed: true, tests: [ok] };

describe('a claim', () => {
  it('is taken when it fits together', () => {
    expect(clientClaimSchema.parse(PASSED)).toEqual(PASSED);
  });

  it.each<[string, object]>([
    ['says passed of a failure', { tests: [{ ...ok, verdict: 'Wrong Answer' }] }],
    ['says failed where nothing failed', { passed: false }],
    ['names a test twice', { tests: [ok, ok] }],
    ['has a verdict that no browser can find', { passed: false, tests: [{ ...ok, verdict: 'Security Violation' }] }],
    ['has a verdict of its own', { passed: false, tests: [{ ...ok, verdict: 'Great' }] }],
    ['has no tests', { tests: [] }],
    [
      'has more tests than there can be',
      {
        tests: Array(MAX_CLAIMED_TESTS + 1)
          .fill(ok)
          .map((test, n) => ({ ...test, name: `${n}` })),
      },
    ],
    ['holds more output than it may', { tests: [{ ...ok, stdout: 'x'.repeat(MAX_CLAIMED_OUTPUT + 1) }] }],
    ['has a time that cannot be', { tests: [{ ...ok, wallTimeMs: -1 }] }],
    ['has markup for an engine', { engine: '<b>' }],
    ['has a field that nobody knows', { verdict: 'Accepted' }],
  ])('is refused when it %s', (_what, change) => {
    expect(clientClaimSchema.safeParse({ ...PASSED, ...change }).success).toBe(false);
  });
});

describe('mismatchOf', () => {
  const judged = (verdict: 'Accepted' | 'Wrong Answer' | 'Time Limit Exceeded' | 'Skipped') => ({
    status: verdict,
    testResults: [
      { name: 'sample/1', verdict },
      { name: 'secret/1', verdict: 'Wrong Answer' as const },
    ],
  });
  const FAILED: ClientClaim = { ...PASSED, passed: false, tests: [{ ...ok, verdict: 'Runtime Error' }] };

  it('finds agreement on public tests, whatever the hidden ones say', () => {
    expect(mismatchOf(PASSED, judged('Accepted'))).toBeUndefined();
    expect(mismatchOf(FAILED, judged('Wrong Answer'))).toBeUndefined();
    expect(mismatchOf(PASSED, judged('Skipped'))).toBeUndefined();
  });

  it('finds what passes on one side only, and excuses limits', () => {
    expect(mismatchOf(PASSED, judged('Wrong Answer'))).toMatchObject({ test: 'sample/1', isSuspicious: true });
    expect(mismatchOf(PASSED, judged('Time Limit Exceeded'))).toMatchObject({ isSuspicious: false });
    expect(mismatchOf(FAILED, judged('Accepted'))).toMatchObject({ claimed: 'Runtime Error', isSuspicious: false });
    expect(mismatchOf(PASSED, { status: 'Compilation Error', testResults: [] })).toMatchObject({ isSuspicious: false });
  });
});

it('takes the first failure in the order of the problem for the verdict', () => {
  const tests = [
    { ...ok, name: 'sample/2', verdict: 'Runtime Error' as const },
    { ...ok, name: 'sample/1', verdict: 'Wrong Answer' as const },
  ];
  expect(verdictOfClaim({ tests }, ['sample/1', 'sample/2'])).toBe('Wrong Answer');
});
