/**
 * Replay: what another policy would have decided, and what that would have cost the
 * server, over submissions that were judged.
 *
 * Cost is the server's CPU time. A program that the browser runs for its user alone
 * costs nothing; one that fails on a sample in the browser first costs nothing
 * either; everything else costs what it was measured to cost, since a success in the
 * browser must be confirmed.
 */
import type { Strategy, SubmissionView } from '@letscode/core';
import type { CodeFacts } from './code-facts.js';
import { DEFAULT_POLICY, type Policy } from './policy.js';
import { chooseStrategy, loadOfReasons, type ProblemNeeds, type RoutingFacts, runtimesOfReasons } from './strategy.js';

/** A decision that was taken, with what it was taken from and what came of it. */
export interface StoredDecision {
  id: string;
  strategy: Strategy;
  facts: RoutingFacts;
  /** Measured: compilation and all tests. */
  serverCpuMs: number;
  /** A sample was not answered right. */
  failedOnSample: boolean;
}

export interface PolicyCost {
  policy: string;
  counts: Record<Strategy, number>;
  /** Programs that never reach the server. */
  keptOffServerCount: number;
  serverCpuMs: number;
  /** Where the policy decides otherwise than was decided. */
  changed: { id: string; from: Strategy; to: Strategy; reasons: string[] }[];
}

/** @returns a line for each policy, in their order */
export function replay(
  decisions: readonly StoredDecision[],
  policies: readonly Policy[] = [DEFAULT_POLICY],
): PolicyCost[] {
  return policies.map((policy) => {
    const cost: PolicyCost = {
      policy: policy.name,
      counts: { client: 0, server: 0, hybrid: 0 },
      keptOffServerCount: 0,
      serverCpuMs: 0,
      changed: [],
    };
    for (const { id, facts, strategy: from, serverCpuMs, failedOnSample } of decisions) {
      const { strategy: to, reasons, samplesInBrowser } = chooseStrategy(facts, policy);
      cost.counts[to]++;
      if (to === 'client' || (samplesInBrowser && failedOnSample)) cost.keptOffServerCount++;
      else cost.serverCpuMs += serverCpuMs;
      if (from !== to) cost.changed.push({ id, from, to, reasons });
    }
    return cost;
  });
}

/**
 * What `replay` needs of a stored submission.
 *
 * @param known what the row does not hold: the program's facts (`analyzeCode` finds them again), the problem's needs,
 *   and where they are assumed the caller's runtimes. These and the load are else read from the reasons
 */
export function storedDecisionOf(
  submission: Pick<
    SubmissionView,
    'id' | 'language' | 'isCustomTest' | 'strategy' | 'reasons' | 'testResults' | 'compile'
  >,
  known: { code: CodeFacts; clientRuntimes?: readonly string[]; problem?: ProblemNeeds },
): StoredDecision {
  const { id, language, isCustomTest, strategy, testResults, compile } = submission;
  const testCpuMs = testResults.reduce((sum, { cpuTimeMs }) => sum + cpuTimeMs, 0);
  const compileCpuMs = compile && !compile.cached ? compile.cpuTimeMs : 0;
  const system = loadOfReasons(submission.reasons);
  const samples = testResults.filter(({ name }) => name.startsWith('sample/'));
  return {
    id,
    strategy,
    facts: {
      language,
      needsHiddenTests: !isCustomTest,
      clientRuntimes: runtimesOfReasons(submission.reasons),
      ...known,
      ...(system ? { system: { ...system, compilesAhead: true } } : {}),
    },
    serverCpuMs: testCpuMs + compileCpuMs,
    failedOnSample: samples.some(({ verdict }) => verdict !== 'Accepted' && verdict !== 'Skipped'),
  };
}
