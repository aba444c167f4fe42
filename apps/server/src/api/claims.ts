/**
 * Whether a browser's word on the public tests is taken. A claim that contradicts the problem is an error of the
 * caller; one that we don't rely on (the engine might judge otherwise than the server, or the user has claimed
 * falsely before) is passed over with a reason, and the submission is judged like any other.
 */
import { objectionsToClaim, type RoutingFacts } from '@letscode/analysis';
import {
  type ClientClaim,
  LetscodeError,
  type SubmitRequest,
  type TestResult,
  type VerdictSummary,
  verdictOfClaim,
} from '@letscode/core';
import type { ClaimStore, NewClaim, ProblemRules, ProblemStore } from '@letscode/store';

/** One claimed failure in so many is judged again when there is nothing else to do. */
const RECHECK_ONE_IN = 16;

export interface ClaimParts {
  problems: Pick<ProblemStore, 'find'>;
  claims: Pick<ClaimStore, 'isTrusted'>;
}

/** `reason`: what becomes of the claim, for a person. */
export type ClaimDecision = { client?: NewClaim; reason: string };

/**
 * @param submissionId decides by chance whether a failure is judged again: nobody can choose it
 * @returns undefined without a claim
 * @throws LetscodeError `bad_request` for tests that are not the problem's public ones
 */
export async function decideOnClaim(
  parts: ClaimParts,
  { request, rules, facts, submissionId }: ClaimQuestion,
): Promise<ClaimDecision | undefined> {
  const claim = request.client?.samples;
  if (!claim) return undefined;
  requirePublicTests(claim, rules.sampleNames, request.problemId);
  const objection = await objectionTo(parts, request, rules, facts);
  if (objection !== undefined) return { reason: `The browser's result was not taken: ${objection}` };
  if (claim.passed) {
    return {
      client: { claim },
      reason: `Passed the public tests in the browser (${claim.engine}); the server confirms it`,
    };
  }
  const outcome = await outcomeOf(parts, claim, rules, request);
  const wantsRecheck = isRechecked(submissionId);
  const failed = outcome.testResults.find(({ verdict }) => verdict !== 'Accepted');
  return {
    client: { claim, outcome, wantsRecheck },
    reason: `Failed ${failed?.name} in the browser (${claim.engine}), which is final`,
  };
}

export interface ClaimQuestion {
  request: SubmitRequest;
  rules: ProblemRules;
  facts: RoutingFacts;
  submissionId: string;
}

/** By the last byte of a random UUID. */
export function isRechecked(submissionId: string): boolean {
  return Number.parseInt(submissionId.slice(-2), 16) % RECHECK_ONE_IN === 0;
}

function requirePublicTests({ passed, tests }: ClientClaim, sampleNames: readonly string[], problemId: string): void {
  const unknown = tests.findIndex(({ name }) => !sampleNames.includes(name));
  if (unknown !== -1) {
    throw new LetscodeError('bad_request', `"${tests[unknown]?.name}" is no public test of "${problemId}"`, {
      details: { field: `client.samples.tests.${unknown}.name`, tests: sampleNames },
    });
  }
  if (passed && tests.length < sampleNames.length) {
    const missing = sampleNames.find((name) => !tests.some((test) => test.name === name));
    throw new LetscodeError('bad_request', `passed is claimed, and nothing is said of "${missing}"`, {
      details: { field: 'client.samples.tests' },
    });
  }
}

async function objectionTo(
  { claims }: ClaimParts,
  { userId }: SubmitRequest,
  { kind }: ProblemRules,
  facts: RoutingFacts,
): Promise<string | undefined> {
  if (kind?.scored) return 'the problem is scored by the server';
  const [objection] = objectionsToClaim(facts);
  if (objection !== undefined) return lowerFirst(objection);
  if (!(await claims.isTrusted(userId))) return 'the server found several of your results to be wrong lately';
  return undefined;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** What is stored for a failure: the claimed tests in the problem's order, with the texts that everybody may see. */
async function outcomeOf(
  { problems }: ClaimParts,
  claim: ClientClaim,
  { sampleNames }: ProblemRules,
  { problemId, isCustomTest }: SubmitRequest,
): Promise<{ verdict: VerdictSummary; testResults: TestResult[] }> {
  const problem = await problems.find(problemId);
  const byName = new Map(claim.tests.map((test) => [test.name, test]));
  const testResults = sampleNames.flatMap((name): TestResult[] => {
    const test = byName.get(name);
    const sample = problem?.samples.find((other) => other.name === name);
    if (!test) return [];
    // A browser has one clock: its Worker's time is taken for both, and memory is unknown.
    const times = { cpuTimeMs: test.wallTimeMs, wallTimeMs: test.wallTimeMs, memoryBytes: 0 };
    const printed = test.stdout === undefined ? {} : { stdout: test.stdout };
    const texts = sample && { input: sample.input, expected: sample.output, ...printed };
    return [{ name, verdict: test.verdict, ...times, ...texts }];
  });
  const slowestMs = Math.max(...testResults.map(({ wallTimeMs }) => wallTimeMs));
  return {
    testResults,
    verdict: {
      status: verdictOfClaim(claim, sampleNames),
      passedCount: testResults.filter(({ verdict }) => verdict === 'Accepted').length,
      testCount: isCustomTest ? sampleNames.length : Math.max(problem?.testCount ?? 0, testResults.length),
      maxCpuTimeMs: slowestMs,
      maxWallTimeMs: slowestMs,
      maxMemoryBytes: 0,
    },
  };
}
