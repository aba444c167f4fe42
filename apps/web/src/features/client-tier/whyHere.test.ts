import { callerSentence, chooseStrategy, loadSentence, type RoutingFacts } from '@letscode/analysis';
import { describe, expect, it } from 'vitest';
import { whyHere } from './whyHere.js';

const yes = { holds: true, reasons: ['short'] };
const LOAD = { queueDepth: 3, runningCount: 1, laneCount: 2 };
const FACTS: RoutingFacts = {
  language: 'javascript',
  clientRuntimes: ['javascript'],
  needsHiddenTests: true,
  code: { safe: yes, simple: yes, complex: { ...yes, holds: false }, browserCompatible: yes },
};

describe('why a submission went where it went', () => {
  it('is told once for each tier, with the circumstances apart', () => {
    const { reasons, alternatives } = chooseStrategy({ ...FACTS, ahead: { isCompiled: true, isWarm: false } });
    const stored = [...reasons, loadSentence(LOAD), callerSentence(['javascript']) as string];
    expect(whyHere({ reasons: stored, alternatives })).toEqual({
      reasons: ['Compiled while it was typed'],
      others: [
        { strategy: 'client', reasons: ['Judged on hidden tests, which never leave the server'] },
        { strategy: 'server', reasons: ['It would begin from nothing'] },
      ],
      load: LOAD,
      offered: ['javascript'],
    });
  });

  it('is what was kept, for submissions from before the other tiers were', () => {
    expect(whyHere({ reasons: ['The program was not read'] })).toEqual({
      reasons: ['The program was not read'],
      others: [],
      load: undefined,
      offered: [],
    });
  });
});
