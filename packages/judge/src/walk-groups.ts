/**
 * The way through the tests of a problem, group by group: which are judged, which
 * are skipped, and what comes of each group.
 *
 * The walk goes in order and knows nothing of lanes; results may lie ready long
 * before it comes to them (tests-ahead.ts).
 */
import {
  bestScoreOf,
  type Graded,
  type GroupNode,
  type GroupResult,
  gradeGroup,
  testsBelow,
  toldVerdict,
  type Verdict,
} from '@letscode/core';

export interface GroupWalk {
  /** Judges one test; its score is that which its group's rules give it. */
  judge(index: number, node: GroupNode): Promise<Graded>;
  skip(indexes: readonly number[]): void;
  /** The package's own grader, for groups that name its arguments. */
  gradeByProgram(args: readonly string[], children: readonly Graded[]): Promise<Pick<Graded, 'verdict' | 'score'>>;
  /** Whether a validator may give scores. */
  scoresAreGiven: boolean;
}

/** A group that was walked through, and those below it, each before its children. */
export interface WalkedGroup extends Graded {
  told: Verdict;
  bestScore?: number;
  below: GroupResult[];
  passedCount: number;
  testCount: number;
}

/** @param walked verdicts of the groups that are done, by name; grows */
export async function walkGroup(
  node: GroupNode,
  walk: GroupWalk,
  walked = new Map<string, Verdict>(),
): Promise<WalkedGroup> {
  const { group } = node;
  const isBarred = group.requires.some((name) => (walked.get(name) ?? 'Skipped') !== 'Accepted');
  if (isBarred) walk.skip(testsBelow(node));
  const parts = isBarred ? skippedParts(node, walked) : await judgeParts(node, walk, walked);
  const grades = parts.map((part) => part.graded);
  const { verdict, score } = isBarred
    ? ({ verdict: 'Skipped', score: 0 } as const)
    : group.customGraderArgs
      ? await walk.gradeByProgram(group.customGraderArgs, grades)
      : gradeGroup(group, grades);
  walked.set(group.name, verdict);
  const bestScore = bestScoreOf(node, walk.scoresAreGiven);
  const counts = parts.reduce((sum, part) => sum + part.passedCount, 0);
  return {
    name: group.name,
    verdict,
    score,
    told: toldVerdict(
      { verdict, score },
      bestScore,
      (group.ignoresSamples ? parts.slice(-1) : parts).map((part) => part.told),
    ),
    ...(bestScore === undefined ? {} : { bestScore }),
    below: parts.flatMap((part) => part.results),
    passedCount: counts,
    testCount: testsBelow(node).length,
  };
}

/** A child as its group needs it. */
interface Part {
  graded: Graded;
  told: Verdict;
  passedCount: number;
  /** Of groups. */
  results: GroupResult[];
}

async function judgeParts(node: GroupNode, walk: GroupWalk, walked: Map<string, Verdict>): Promise<Part[]> {
  const parts: Part[] = [];
  for (const [place, child] of node.children.entries()) {
    const part =
      typeof child === 'number'
        ? partOfTest(await walk.judge(child, node))
        : partOfGroup(await walkGroup(child, walk, walked));
    parts.push(part);
    const { verdict } = part.graded;
    if (!node.group.stopsAtReject || verdict === 'Accepted' || verdict === 'Skipped') continue;
    const rest = node.children.slice(place + 1);
    walk.skip(rest.flatMap(testsBelow));
    // Told, but no child in the eyes of the rules.
    const untouched = rest.flatMap((each) => (typeof each === 'number' ? [] : skippedResults(each, walked)));
    (parts.at(-1) as Part).results.push(...untouched);
    break;
  }
  return parts;
}

function partOfTest(graded: Graded): Part {
  return { graded, told: graded.verdict, passedCount: graded.verdict === 'Accepted' ? 1 : 0, results: [] };
}

function partOfGroup(group: WalkedGroup): Part {
  const { name, verdict, score, told, passedCount } = group;
  return { graded: { name, verdict, score }, told, passedCount, results: [resultOf(group), ...group.below] };
}

function resultOf({ name, told, score, bestScore, passedCount, testCount }: WalkedGroup): GroupResult {
  const result: GroupResult = { name, verdict: told, score, passedCount, testCount };
  if (bestScore !== undefined) result.maxScore = bestScore;
  return result;
}

function skippedParts(node: GroupNode, walked: Map<string, Verdict>): Part[] {
  const results = node.children.flatMap((child) => (typeof child === 'number' ? [] : skippedResults(child, walked)));
  return [{ graded: { name: '', verdict: 'Skipped', score: 0 }, told: 'Skipped', passedCount: 0, results }];
}

function skippedResults(node: GroupNode, walked: Map<string, Verdict>): GroupResult[] {
  const { name, maxScore } = node.group;
  walked.set(name, 'Skipped');
  const own: GroupResult = { name, verdict: 'Skipped', score: 0, passedCount: 0, testCount: testsBelow(node).length };
  if (maxScore !== undefined) own.maxScore = maxScore;
  const below = node.children.flatMap((child) => (typeof child === 'number' ? [] : skippedResults(child, walked)));
  return [own, ...below];
}
