/**
 * A stored routing decision as a person reads it: what speaks for the tier, then what spoke against each of the others,
 * no sentence twice; last the circumstances of that moment. Pure.
 */
import { loadOfReasons, runtimesOfReasons, type SystemLoad, withoutCircumstances } from '@letscode/analysis';
import type { Strategy, SubmissionView } from '@letscode/core';

export interface WhyHere {
  reasons: string[];
  others: { strategy: Strategy; reasons: string[] }[];
  load: SystemLoad | undefined;
  /** What the browser had offered to run. */
  offered: string[];
}

export function whyHere({ reasons, alternatives = [] }: Pick<SubmissionView, 'reasons' | 'alternatives'>): WhyHere {
  const told = new Set(alternatives.flatMap((other) => other.reasons));
  return {
    reasons: withoutCircumstances(reasons).filter((reason) => !told.has(reason)),
    others: alternatives.map(({ strategy, reasons: against }) => ({ strategy, reasons: against })),
    load: loadOfReasons(reasons),
    offered: runtimesOfReasons(reasons),
  };
}
