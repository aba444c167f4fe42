/**
 * Grading: one verdict and one score out of those of a group's children, by the
 * rules of scoring.ts.
 *
 * The sources are the default grader of the Kattis formats (legacy) and "Result
 * aggregation" of the 2025-09 format. A package's own grader takes the place of
 * `gradeGroup`; all else here holds for it too.
 *
 * Pure: no I/O, no clock. Safe to import in a browser.
 */
import { type GroupNode, testsBelow } from './group-tree.js';
import type { TestGroup } from './scoring.js';
import type { Verdict } from './verdict.js';

/** A test or a group, as its parent sees it. */
export interface Graded {
  /** Its whole path, e.g. `secret/group1` or `secret/group1/03-large`. */
  name: string;
  verdict: Verdict;
  score: number;
}

/** What a validator wrote about the score of one test. */
export interface GivenScore {
  /** In points (`score.txt`). */
  score?: number;
  /** As a share of what the test is worth, 0 to 1 (`score_multiplier.txt`). */
  multiplier?: number;
}

/** Kattis' order of errors, for `worst-error` alone: a crash weighs more than a limit. */
const GRAVEST_FIRST: readonly Verdict[] = [
  'Internal Error',
  'Compilation Error',
  'Security Violation',
  'Runtime Error',
  'Memory Limit Exceeded',
  'Time Limit Exceeded',
  'Output Limit Exceeded',
  'Wrong Answer',
  'Presentation Error',
];

/** Beyond this many digits a sum of decimal fractions is noise; Kattis' grader prints as many. */
const SCORE_DIGITS = 6;

export function roundScore(score: number): number {
  return Number(score.toFixed(SCORE_DIGITS));
}

/** The score of a test directly in `group`. */
export function scoreOfTest(group: TestGroup, verdict: Verdict, given: GivenScore = {}): number {
  if (verdict !== 'Accepted') return group.rejectScore;
  if (given.score !== undefined) return given.score;
  return given.multiplier === undefined ? group.acceptScore : roundScore(group.acceptScore * given.multiplier);
}

/**
 * @param children in order; Skipped ones were not judged because a group that they require was not Accepted
 * @returns Internal Error for nothing at all, and as soon as one child has it; Skipped when nothing else happened
 */
export function gradeGroup(group: TestGroup, children: readonly Graded[]): Pick<Graded, 'verdict' | 'score'> {
  const counted = countedOf(group, children);
  if (counted.length === 0 || counted.some(({ verdict }) => verdict === 'Internal Error'))
    return { verdict: 'Internal Error', score: 0 };
  const verdict = verdictByRule(
    group,
    counted.map((child) => child.verdict),
  );
  const scores = counted.map(({ score }) => score);
  return { verdict, score: roundScore(scoreByRule(group, verdict, scores)) };
}

/** Those that count: of the whole, where it ignores samples, only the last of `sample` and `secret` that was judged. */
function countedOf(group: TestGroup, children: readonly Graded[]): readonly Graded[] {
  return group.ignoresSamples ? children.slice(-1) : children;
}

function verdictByRule(group: TestGroup, verdicts: readonly Verdict[]): Verdict {
  const failed: Verdict[] = verdicts.filter((verdict) => verdict !== 'Accepted');
  const errors: Verdict[] = failed.filter((verdict) => verdict !== 'Skipped');
  const first = errors[0] ?? failed[0] ?? 'Accepted';
  switch (group.verdictRule) {
    case 'always-accept':
      return 'Accepted';
    case 'any-accepted':
      return verdicts.includes('Accepted') ? 'Accepted' : first;
    case 'first-error':
      return first;
    case 'worst-error':
      return GRAVEST_FIRST.find((verdict) => errors.includes(verdict)) ?? first;
    default:
      return 'Internal Error';
  }
}

function scoreByRule(group: TestGroup, verdict: Verdict, scores: readonly number[]): number {
  const sum = () => scores.reduce((total, score) => total + score, 0);
  switch (group.scoreRule) {
    case 'sum':
      return sum();
    case 'average':
      return sum() / scores.length;
    case 'min':
      return Math.min(...scores);
    case 'max':
      return Math.max(...scores);
    case 'pass-fail':
      return verdict === 'Accepted' ? (group.maxScore ?? 0) : 0;
    default:
      return 0;
  }
}

/**
 * The most that a group can bring: what the package says, else what it brings when all of it is Accepted.
 *
 * @param scoresAreGiven whether a validator may give tests other scores than their groups do
 * @returns undefined where the package names no bound and somebody else than the rules decides
 */
export function bestScoreOf(node: GroupNode, scoresAreGiven: boolean): number | undefined {
  const { group } = node;
  if (group.maxScore !== undefined) return group.maxScore;
  if (group.customGraderArgs || scoresAreGiven) return undefined;
  const best: Graded[] = [];
  for (const child of node.children) {
    const score = typeof child === 'number' ? group.acceptScore : bestScoreOf(child, scoresAreGiven);
    if (score === undefined) return undefined;
    best.push({ name: '', verdict: 'Accepted', score });
  }
  return gradeGroup(group, best).score;
}

/**
 * What users are told of a graded group: one that is Accepted by its rules, but not all of it, is Partially Correct.
 *
 * @param bestScore as `bestScoreOf` answers; where it is known it alone decides
 * @param children as they are told to users
 */
export function toldVerdict(
  graded: Pick<Graded, 'verdict' | 'score'>,
  bestScore: number | undefined,
  children: readonly Verdict[],
): Verdict {
  if (graded.verdict !== 'Accepted') return graded.verdict;
  const isAll =
    bestScore === undefined ? children.every((verdict) => verdict === 'Accepted') : graded.score >= bestScore;
  return isAll ? 'Accepted' : 'Partially Correct';
}

/**
 * The tests that are certainly not needed once test `failed` is known not to be Accepted, whatever the others say:
 * those that come later in a group that stops there.
 */
export function neededNoMore(whole: GroupNode, failed: number): number[] {
  const path = pathTo(whole, failed) ?? [];
  const unneeded: number[] = [];
  for (const { node, place } of path.reverse()) {
    if (node.group.stopsAtReject) unneeded.push(...node.children.slice(place + 1).flatMap(testsBelow));
    const isRejected = node.group.verdictRule === 'first-error' || node.group.verdictRule === 'worst-error';
    // A group that may be skipped for another one's sake may turn out not to have failed.
    if (!isRejected || node.group.customGraderArgs || node.group.requires.length > 0) break;
  }
  return unneeded;
}

/** From the whole down to the group that holds the test, with the place of the next step among the children. */
function pathTo(node: GroupNode, test: number): { node: GroupNode; place: number }[] | undefined {
  for (const [place, child] of node.children.entries()) {
    if (child === test) return [{ node, place }];
    const rest = typeof child === 'number' ? undefined : pathTo(child, test);
    if (rest) return [{ node, place }, ...rest];
  }
  return undefined;
}
