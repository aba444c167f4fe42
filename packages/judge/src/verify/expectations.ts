/**
 * Whether what came of a submission is what its author expects: its verdict, its
 * score, the verdicts of groups, and what submissions.yaml demands of single tests.
 */
import type { TestResult, Verdict, VerdictSummary } from '@letscode/core';
import type { PackageSubmission, ProblemPackage, SubmissionRule } from '@letscode/problem-package';
import type { JudgeOutcome } from '../contract.js';

/** Scores are sums of decimal fractions. */
const SCORE_TOLERANCE = 1e-6;

/** What the package expects and did not get, each a sentence; empty when all is as wanted. */
export function unmetExpectations(
  submission: PackageSubmission,
  { verdict, testResults }: { verdict: VerdictSummary; testResults: readonly TestResult[] },
): string[] {
  const { expected, expectedScore, expectedOfGroups = [], rules = [] } = submission;
  const unmet: string[] = [];
  if (expected.length > 0 && !expected.includes(verdict.status)) unmet.push(`expected ${listOf(expected)}`);
  if (expectedScore && !isWithin(verdict.score ?? 0, expectedScore))
    unmet.push(`expected ${boundsText(expectedScore)} points, got ${verdict.score ?? 0}`);
  for (const { group, expected: ofGroup, score } of expectedOfGroups) {
    const found = verdict.groups?.find(({ name }) => name === group);
    if (!found || found.verdict === 'Skipped') continue;
    if (ofGroup.length > 0 && !ofGroup.includes(found.verdict))
      unmet.push(`expected ${listOf(ofGroup)} of ${group}, got ${found.verdict}`);
    if (score && !isWithin(found.score, score))
      unmet.push(`expected ${boundsText(score)} points of ${group}, got ${found.score}`);
  }
  return [...unmet, ...rules.flatMap((rule) => unmetRule(rule, testResults))];
}

/** Tests that were skipped could have met it. */
function unmetRule(rule: SubmissionRule, results: readonly TestResult[]): string[] {
  const concerned = rule.tests === undefined ? results : results.filter(({ name }) => rule.tests?.includes(name));
  const judged = concerned.filter(({ verdict }) => verdict !== 'Skipped');
  const mayHaveMore = judged.length < concerned.length;
  const { permitted, required, message } = rule;
  const unmet: string[] = [];
  const forbidden = permitted && judged.find(({ verdict }) => !permitted.includes(verdict));
  if (forbidden) unmet.push(`expected ${listOf(permitted)} on ${forbidden.name}, got ${forbidden.verdict}`);
  if (required && !mayHaveMore && !judged.some(({ verdict }) => required.includes(verdict)))
    unmet.push(`expected ${listOf(required)} on at least one test${rule.tests ? ` of ${rule.tests.length}` : ''}`);
  if (message !== undefined && !mayHaveMore && !judged.some((result) => result.message?.includes(message)))
    unmet.push(`expected "${message}" in a judge's message`);
  return unmet;
}

function listOf(verdicts: readonly Verdict[]): string {
  return verdicts.join(' or ');
}

function isWithin(score: number, { min, max }: { min: number; max: number }): boolean {
  return score >= min - SCORE_TOLERANCE && score <= max + SCORE_TOLERANCE;
}

function boundsText({ min, max }: { min: number; max: number }): string {
  return min === max ? String(min) : `${min} to ${max}`;
}

/**
 * The legacy format calls Accepted whatever its groups' rules accept, however few points it brings, and its authors
 * put such submissions into accepted/. They get their verdict, and a word about the points.
 */
export function inWordsOfFormat(
  { format }: ProblemPackage,
  { expected }: PackageSubmission,
  outcome: JudgeOutcome,
): JudgeOutcome {
  const { verdict } = outcome;
  const isLegacy = format === 'legacy' || format === 'domjudge';
  if (!isLegacy || verdict.status !== 'Partially Correct' || expected[0] !== 'Accepted') return outcome;
  const accepted = { ...verdict, status: 'Accepted' as const };
  // Of a heuristic's points nobody expects all.
  if (!expected.includes('Partially Correct'))
    accepted.message = `accepted with ${verdict.score} of ${verdict.maxScore ?? 'more'} points; it belongs into partially_accepted/`;
  return { ...outcome, verdict: accepted };
}

/** What the package expects and did not get, in its format's words; empty when all is as wanted. */
export function unmetInFormat(problem: ProblemPackage, submission: PackageSubmission, outcome: JudgeOutcome): string[] {
  return unmetExpectations(submission, inWordsOfFormat(problem, submission, outcome));
}
