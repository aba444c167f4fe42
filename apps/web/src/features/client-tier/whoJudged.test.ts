import type { ClientResult, Verdict } from '@letscode/core';
import { describe, expect, it } from 'vitest';
import { en } from '../../strings/en.js';
import { isProvisional, tierStoryOf } from './whoJudged.js';

const claim = (state: ClientResult['state'], passed: boolean): ClientResult => ({
  engine: 'javascript-1',
  passed,
  state,
});
const summary = (status: Verdict) => ({
  status,
  passedCount: 1,
  testCount: 2,
  maxCpuTimeMs: 1,
  maxWallTimeMs: 1,
  maxMemoryBytes: 1,
});
const sentenceOf = (...[known]: Parameters<typeof tierStoryOf>) => en[tierStoryOf(known).sentence];

describe('who judged a submission', () => {
  it('is the server where no browser said anything, and the words tell whether it has', () => {
    expect(tierStoryOf({ stage: 'Queued' })).toMatchObject({ ranBy: 'server', standing: 'plain' });
    expect(sentenceOf({ stage: 'Queued' })).toBe('The server judges it.');
    expect(sentenceOf({ stage: 'Completed', view: { strategy: 'server' } })).toBe('Judged by the server.');
    expect(sentenceOf({ stage: 'Completed', view: { strategy: 'hybrid' } })).toContain('made ready');
  });

  it('is both when the samples passed here: provisional first, then confirmed', () => {
    const open = { stage: 'Running' as const, client: claim('checking', true) };
    expect(isProvisional(open)).toBe(true);
    expect(tierStoryOf(open)).toMatchObject({ ranBy: 'both', standing: 'provisional' });
    const ended = { ...open, stage: 'Completed' as const, verdict: summary('Accepted') };
    expect(isProvisional(ended)).toBe(false);
    expect(tierStoryOf(ended)).toMatchObject({ ranBy: 'both', standing: 'confirmed' });
  });

  it('does not call a submission confirmed that failed on tests which the browser never saw', () => {
    const ended = { stage: 'Completed' as const, verdict: summary('Wrong Answer'), client: claim('agreed', true) };
    expect(tierStoryOf(ended).standing).toBe('plain');
    expect(sentenceOf(ended)).toContain('in your browser and on the server');
  });

  it('says when the server overruled the browser', () => {
    const verdict = summary('Wrong Answer');
    const passed = { stage: 'Completed' as const, verdict, client: claim('disagreed', true) };
    const failed = { ...passed, verdict: summary('Accepted'), client: claim('disagreed', false) };
    for (const known of [passed, failed]) {
      expect(tierStoryOf(known).standing).toBe('overruled');
      expect(sentenceOf(known)).toContain('The server’s verdict counts');
    }
  });

  it('is the browser alone for a failure that is final, and claims no confirmation for it', () => {
    for (const state of ['final', 'rechecking'] as const) {
      const known = { stage: 'Completed' as const, verdict: summary('Wrong Answer'), client: claim(state, false) };
      expect(tierStoryOf(known)).toMatchObject({ ranBy: 'browser', standing: 'plain' });
      expect(isProvisional(known)).toBe(false);
    }
  });

  it('is both again for a failure that the server has judged once more', () => {
    const known = { stage: 'Completed' as const, verdict: summary('Wrong Answer'), client: claim('agreed', false) };
    expect(tierStoryOf(known)).toMatchObject({ ranBy: 'both', standing: 'confirmed' });
  });
});
