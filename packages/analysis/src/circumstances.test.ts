import { describe, expect, it } from 'vitest';
import {
  aheadOfDecision,
  callerSentence,
  loadOf,
  loadOfReasons,
  loadSentence,
  runtimesOfReasons,
  withoutCircumstances,
} from './circumstances.js';
import { chooseStrategy, type RoutingFacts } from './strategy.js';

const BUSY = { queueDepth: 100, runningCount: 2, laneCount: 2 };
const IDLE = { queueDepth: 0, runningCount: 0, laneCount: 2 };

describe('load', () => {
  it('is above the threshold only with busy lanes and a queue', () => {
    expect(loadOf(IDLE)).toBe(0);
    expect(loadOf({ queueDepth: 0, runningCount: 2, laneCount: 2 })).toBe(0.5);
    expect(loadOf({ queueDepth: 8, runningCount: 2, laneCount: 2 })).toBe(1);
    expect(loadOf({ queueDepth: 0, runningCount: 0, laneCount: 0 })).toBe(1);
  });

  it('is read back from the sentence that tells it', () => {
    for (const load of [BUSY, IDLE, { queueDepth: 3, runningCount: 1, laneCount: 1 }]) {
      expect(loadOfReasons(['Short', loadSentence(load)])).toEqual(load);
    }
    expect(loadOfReasons(['Short'])).toBeUndefined();
  });
});

describe("the caller's engines", () => {
  it('are read back from the sentence that tells them', () => {
    const sentence = callerSentence(['javascript', 'python', 'python', 'odd, name', '']);
    expect(runtimesOfReasons(['Short', sentence as string])).toEqual(['javascript', 'python']);
    expect(callerSentence([])).toBeUndefined();
    expect(runtimesOfReasons(['Short'])).toEqual([]);
  });
});

describe('what was ready ahead', () => {
  const judgement = (holds: boolean) => ({ holds, reasons: ['said'] });
  const code = (isComplex: boolean) => ({
    safe: judgement(true),
    simple: judgement(!isComplex),
    complex: judgement(isComplex),
    browserCompatible: judgement(true),
  });
  const facts: RoutingFacts = { language: 'cpp', clientRuntimes: ['cpp'], needsHiddenTests: true, code: code(false) };

  it('is read back from whatever decision was taken upon it', () => {
    for (const isComplex of [false, true]) {
      for (const needsHiddenTests of [false, true]) {
        for (const isWarm of [false, true]) {
          const ahead = { isCompiled: false, isWarm };
          const decision = chooseStrategy({ ...facts, needsHiddenTests, code: code(isComplex), ahead });
          expect(aheadOfDecision(decision)).toEqual(ahead);
        }
        const both = { isCompiled: true, isWarm: true };
        expect(
          aheadOfDecision(chooseStrategy({ ...facts, needsHiddenTests, code: code(isComplex), ahead: both })),
        ).toEqual(both);
      }
    }
  });

  it('is nothing where a decision was stored without its alternatives', () => {
    const ahead = aheadOfDecision({ strategy: 'hybrid', reasons: ['Compiled ahead where possible'] });
    expect(ahead).toEqual({ isCompiled: false, isWarm: false });
  });
});

it('leaves only the reasons when the circumstances are taken out', () => {
  const reasons = ['Short', loadSentence(IDLE), callerSentence(['python']) as string];
  expect(withoutCircumstances(reasons)).toEqual(['Short']);
});
