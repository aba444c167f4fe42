import type { StatusUpdate, SubmissionView, TestResult } from '@letscode/core';
import { describe, expect, it } from 'vitest';
import { foldUpdate, foldView, isJudgedAgain, type Progress } from './progress.js';

const id = '0a4d55a8-d778-4022-a4ff-6f1ad4f0f3a5';

function news(change: Partial<StatusUpdate['data']>): StatusUpdate['data'] {
  return { submissionId: id, problemId: 'sum', status: 'Running', ...change };
}

function result(name: string, verdict: TestResult['verdict'] = 'Accepted'): TestResult {
  return { name, verdict, cpuTimeMs: 1, wallTimeMs: 2, memoryBytes: 3 };
}

const verdict = {
  status: 'Accepted' as const,
  passedCount: 2,
  testCount: 2,
  maxCpuTimeMs: 1,
  maxWallTimeMs: 2,
  maxMemoryBytes: 3,
};

function view(change: Partial<SubmissionView>): SubmissionView {
  return {
    id,
    problemId: 'sum',
    language: 'python',
    userId: 'u',
    isCustomTest: false,
    status: 'Running',
    strategy: 'server',
    reasons: [],
    testResults: [],
    createdAt: '2026-01-01T00:00:00Z',
    code: 'x',
    ...change,
  };
}

function folded(...list: Partial<StatusUpdate['data']>[]): Progress {
  return list.map(news).reduce<Progress | undefined>(foldUpdate, undefined) as Progress;
}

describe('news of a submission', () => {
  it('goes from its place in the queue through its tests to a verdict', () => {
    const queued = folded({ status: 'Queued', queuePosition: 3 });
    expect(queued).toMatchObject({ stage: 'Queued', queuePosition: 3 });
    const done = [
      news({ status: 'Compiling' }),
      news({ currentTest: 1, testCount: 2, testResult: result('a') }),
      news({ status: 'Completed', currentTest: 2, testCount: 2, verdict }),
    ].reduce(foldUpdate, queued);
    expect(done).toMatchObject({ stage: 'Completed', currentTest: 2, testCount: 2, verdict });
    expect(done.queuePosition).toBeUndefined();
  });

  it('counts a doubled test result once and keeps its newest word', () => {
    const state = folded({ testResult: result('a') }, { testResult: result('a', 'Wrong Answer') });
    expect(state.testResults).toEqual([result('a', 'Wrong Answer')]);
  });

  it('never lets the count of tests go back when messages arrive out of order', () => {
    const state = folded({ currentTest: 5 }, { currentTest: 4, testResult: result('d') });
    expect(state.currentTest).toBe(5);
    expect(state.testResults).toHaveLength(1);
  });

  it('ignores Compiling that arrives after Running', () => {
    expect(folded({ currentTest: 1 }, { status: 'Compiling' }).stage).toBe('Running');
  });

  it('stays final whatever arrives late', () => {
    const state = folded({ status: 'Completed', verdict }, { status: 'Running', currentTest: 9 }, { status: 'Queued' });
    expect(state).toMatchObject({ stage: 'Completed', currentTest: 0 });
  });

  it('starts anew when a retry puts it back into the queue', () => {
    const state = folded({ currentTest: 2, testResult: result('a') }, { status: 'Queued', queuePosition: 1 });
    expect(state).toMatchObject({ stage: 'Queued', currentTest: 0, testResults: [], queuePosition: 1 });
  });
});

describe('a snapshot of a submission', () => {
  it('does not throw away news that is ahead of it', () => {
    const ahead = folded({ currentTest: 3, testResult: result('c') });
    const state = foldView(ahead, view({ currentTest: 1, testResults: [result('a')] }));
    expect(state.currentTest).toBe(3);
    expect(state.view?.code).toBe('x');
  });

  it('replaces news that is behind it', () => {
    const state = foldView(folded({ status: 'Queued' }), view({ currentTest: 1, testResults: [result('a')] }));
    expect(state).toMatchObject({ stage: 'Running', currentTest: 1 });
  });

  it('has the last word once it is final', () => {
    const live = folded({ status: 'Completed', verdict, testResult: result('only-one') });
    const all = [result('a'), result('b')];
    expect(foldView(live, view({ status: 'Completed', verdict, testResults: all })).testResults).toBe(all);
  });

  it('does not reopen a submission that the news has closed', () => {
    const closed = folded({ status: 'Completed', verdict });
    expect(foldView(closed, view({ status: 'Running' })).stage).toBe('Completed');
  });
});

describe("the browser's own word on the samples", () => {
  const checking = { engine: 'javascript-1', passed: true, state: 'checking' as const };
  const agreed = { ...checking, state: 'agreed' as const };

  it('comes with the news of a submission and stays until a snapshot says what became of it', () => {
    const queued = folded({ status: 'Queued', client: checking });
    expect(queued.client).toEqual(checking);
    const done = [news({ currentTest: 1 }), news({ status: 'Completed', verdict })].reduce(foldUpdate, queued);
    expect(done.client).toEqual(checking);
    expect(foldView(done, view({ status: 'Completed', verdict, client: agreed })).client).toEqual(agreed);
  });

  it('is read again when another verdict stands now, and not for the same one', () => {
    const state = folded({ status: 'Completed', verdict });
    const again = (status: 'Accepted' | 'Wrong Answer') =>
      isJudgedAgain(state, news({ status: 'Completed', verdict: { ...verdict, status } }));
    expect(again('Wrong Answer')).toBe(true);
    expect(again('Accepted')).toBe(false);
    expect(isJudgedAgain(folded({ status: 'Running' }), news({ status: 'Completed', verdict }))).toBe(false);
  });
});
