/**
 * The router: which tier runs a submission, and why.
 *
 * Pure data in, strategy and reasons out, so that a stored decision can be
 * replayed. This version has one tier to choose, the server's; it says so in
 * its reasons instead of pretending to have weighed the others.
 */
import type { Strategy } from '@letscode/core';

export interface RoutingFacts {
  language: string;
  /** What the caller's own machine can run; empty when it did not say. */
  clientRuntimes: readonly string[];
  /** Judged on hidden tests, which never leave the server. */
  needsHiddenTests: boolean;
}

export interface RoutingDecision {
  strategy: Strategy;
  /** Sentences for a person; never empty. */
  reasons: string[];
}

export function chooseStrategy(facts: RoutingFacts): RoutingDecision {
  const reasons: string[] = [];
  if (facts.needsHiddenTests) reasons.push('Judged on hidden tests, which never leave the server');
  if (facts.clientRuntimes.length === 0) reasons.push('The caller named no runtime of its own');
  else reasons.push(`Running ${facts.language} in the browser is not offered by this version`);
  return { strategy: 'server', reasons };
}
