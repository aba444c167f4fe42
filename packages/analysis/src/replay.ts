/**
 * Replay: what another policy would have decided, and what that would have cost the
 * server, over submissions that were judged.
 *
 * Cost is the server's CPU time. A program that the browser runs for its user alone
 * costs nothing; one that fails on a sample in the browser first costs nothing
 * either; everything else costs what it was measured to cost, since a success in the
 * browser must be confirmed.
 */
import type { Alternative, Strategy, SubmissionView } from '@letscode/core';
import { aheadOfDecision, loadOfReasons, runtimesOfReasons } from './circumstances.js';
import type { CodeFacts } from './code-facts.js';
import { DEFAULT_POLICY, type Policy } from './policy.js';
import { chooseStrategy, type RoutingFacts } from './strategy.js';

/** A decision that was taken, with what it was taken from and what came of it. */
export interface StoredDecision {
  id: string;
  strategy: Strategy;
  /** What had spoken against the two others; absent for decisions from before that was kept. */
  alternatives?: readonly Alternative[] | undefined;
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
  changed: ChangedDecision[];
}

export interface ChangedDecision {
  id: string;
  from: Strategy;
  to: Strategy;
  /** Of the policy that is tried. */
  reasons: string[];
  /** What had spoken against `to` when it was decided; empty where that is not known. */
  objections: string[];
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
    for (const { id, facts, strategy: from, alternatives = [], serverCpuMs, failedOnSample } of decisions) {
      const { strategy: to, reasons, samplesInBrowser } = chooseStrategy(facts, policy);
      cost.counts[to]++;
      if (to === 'client' || (samplesInBrowser && failedOnSample)) cost.keptOffServerCount++;
      else cost.serverCpuMs += serverCpuMs;
      if (from === to) continue;
      const objections = alternatives.find(({ strategy }) => strategy === to)?.reasons ?? [];
      cost.changed.push({ id, from, to, reasons, objections });
    }
    return cost;
  });
}

/**
 * What `replay` needs of a stored submission.
 *
 * @param known what the row does not hold: the program's facts (`analyzeCode` finds them again), the problem's needs,
 *   where they are known what the server tells of the language and what its module may do otherwise, and where they are
 *   assumed the caller's runtimes. These and the load are else read from the reasons, and what was ready ahead from the
 *   alternatives
 */
export function storedDecisionOf(
  submission: Pick<
    SubmissionView,
    'id' | 'language' | 'isCustomTest' | 'strategy' | 'reasons' | 'alternatives' | 'testResults' | 'compile'
  >,
  known: { code: CodeFacts } & Pick<Partial<RoutingFacts>, 'clientRuntimes' | 'problem' | 'installed' | 'moduleDoubts'>,
): StoredDecision {
  const { id, language, isCustomTest, strategy, alternatives, testResults, compile } = submission;
  const testCpuMs = testResults.reduce((sum, { cpuTimeMs }) => sum + cpuTimeMs, 0);
  const compileCpuMs = compile && !compile.cached ? compile.cpuTimeMs : 0;
  const system = loadOfReasons(submission.reasons);
  const samples = testResults.filter(({ name }) => name.startsWith('sample/'));
  return {
    id,
    strategy,
    alternatives,
    facts: {
      language,
      needsHiddenTests: !isCustomTest,
      clientRuntimes: runtimesOfReasons(submission.reasons),
      ...known,
      ahead: aheadOfDecision(submission),
      ...(system ? { system } : {}),
    },
    serverCpuMs: testCpuMs + compileCpuMs,
    failedOnSample: samples.some(({ verdict }) => verdict !== 'Accepted' && verdict !== 'Skipped'),
  };
}
