/**
 * Claims: what a browser says of the public tests that it has run itself.
 *
 *     claimed failure ──→ final         stored as judged; costs the server nothing
 *                           └─ a small share ─→ rechecking ─┬─→ agreed
 *     claimed success ──→ checking ── the server judges ────┴─→ disagreed: the server's verdict stands
 *
 * Nobody gains by claiming a failure, so it is believed. A success is a hint until the server has confirmed
 * it, since a user controls their own browser. Pure.
 */
import { z } from 'zod';
import type { TestResult } from './submission.js';
import { type Verdict, verdictOfTests } from './verdict.js';

/** Most tests that a claim may name: public ones are few. */
export const MAX_CLAIMED_TESTS = 64;

/** UTF-16 units of output that a claim may hold of one test. */
export const MAX_CLAIMED_OUTPUT = 8_192;

/** What a browser can find out. A compilation that failed, or a refused system call, is for the server to tell. */
export const claimedVerdictSchema = z.enum([
  'Accepted',
  'Wrong Answer',
  'Presentation Error',
  'Time Limit Exceeded',
  'Memory Limit Exceeded',
  'Output Limit Exceeded',
  'Runtime Error',
]);

export const claimedTestSchema = z.strictObject({
  /** A public test: `sample/1`. */
  name: z.string().min(1).max(100),
  verdict: claimedVerdictSchema,
  wallTimeMs: z.int().min(0).max(3_600_000),
  /** What the program printed, clipped: of the test that failed, for its user to look at later. */
  stdout: z.string().max(MAX_CLAIMED_OUTPUT).optional(),
});

export type ClaimedTest = z.infer<typeof claimedTestSchema>;

export const clientClaimSchema = z
  .strictObject({
    /** Which engine ran them, with its version: `pyodide-0.29`. */
    engine: z.string().regex(/^[A-Za-z0-9][\w.+@/-]{0,63}$/, 'must be 1 to 64 of letters, digits and . _ + @ / -'),
    passed: z.boolean(),
    tests: z.array(claimedTestSchema).min(1).max(MAX_CLAIMED_TESTS),
  })
  .refine(({ passed, tests }) => passed === tests.every(({ verdict }) => verdict === 'Accepted'), {
    path: ['passed'],
    message: 'must be true exactly when every test is Accepted',
  })
  .refine(({ tests }) => new Set(tests.map(({ name }) => name)).size === tests.length, {
    path: ['tests'],
    message: 'names a test twice',
  });

export type ClientClaim = z.infer<typeof clientClaimSchema>;

export const claimStateSchema = z.enum(['checking', 'final', 'rechecking', 'agreed', 'disagreed']);

export type ClaimState = z.infer<typeof claimStateSchema>;

/** A claim as it is told with its submission. */
export const clientResultSchema = z.strictObject({ engine: z.string(), passed: z.boolean(), state: claimStateSchema });

export type ClientResult = z.infer<typeof clientResultSchema>;

/** A public test on which browser and server differ. */
export interface ClaimMismatch {
  /** Absent: the whole submission, since the server ran no test. */
  test?: string;
  claimed: Verdict;
  judged: Verdict;
  /** Whether nothing but a false claim or a fault of an engine explains it; limits and compilers may honestly differ. */
  isSuspicious: boolean;
}

const SUSPICIOUS: readonly Verdict[] = ['Wrong Answer', 'Presentation Error', 'Runtime Error'];

/**
 * Where the server disagrees with a claim: a test that passed there and fails here, or the reverse.
 * Two different failures of one test agree: both say that it fails.
 *
 * @param judged the server's verdict of the whole, and of the tests that it ran
 * @returns undefined where they agree
 */
export function mismatchOf(
  claim: Pick<ClientClaim, 'passed' | 'tests'>,
  judged: { status: Verdict; testResults: readonly Pick<TestResult, 'name' | 'verdict'>[] },
): ClaimMismatch | undefined {
  const byName = new Map(judged.testResults.map(({ name, verdict }) => [name, verdict]));
  for (const { name, verdict: claimed } of claim.tests) {
    const verdict = byName.get(name);
    if (verdict === undefined || verdict === 'Skipped' || verdict === 'Internal Error') continue;
    if ((claimed === 'Accepted') === (verdict === 'Accepted')) continue;
    return { test: name, claimed, judged: verdict, isSuspicious: SUSPICIOUS.includes(verdict) };
  }
  if (claim.passed && judged.status === 'Compilation Error') {
    return { claimed: 'Accepted', judged: judged.status, isSuspicious: false };
  }
  return undefined;
}

/** The verdict of a claimed failure: that of the first public test, in the problem's order, that fails. */
export function verdictOfClaim({ tests }: Pick<ClientClaim, 'tests'>, order: readonly string[]): Verdict {
  const sorted = [...tests].sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
  return verdictOfTests(sorted.map(({ verdict }) => verdict));
}

/** Claims since the installation began, for the operator. */
export const claimCountsSchema = z.strictObject({
  /** Failures that were taken at their word. */
  finalCount: z.int(),
  /** Successes that wait for the server. */
  checkingCount: z.int(),
  agreedCount: z.int(),
  disagreedCount: z.int(),
  /** Users whose claims are not taken just now. */
  distrustedCount: z.int(),
});

export type ClaimCounts = z.infer<typeof claimCountsSchema>;
