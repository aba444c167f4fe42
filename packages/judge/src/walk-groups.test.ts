import { type Graded, neededNoMore, PASS_FAIL_GROUP, type TestGroup, treeOfGroups, type Verdict } from '@letscode/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TestsAhead } from './tests-ahead.js';
import { walkGroup } from './walk-groups.js';

const NAMES = ['sample/1', 'secret/a/1', 'secret/a/2', 'secret/b/1', 'secret/b/2', 'secret/c/1'];

const anyRules = fc.record({
  verdictRule: fc.constantFrom<TestGroup['verdictRule']>('first-error', 'worst-error', 'always-accept', 'any-accepted'),
  scoreRule: fc.constantFrom<TestGroup['scoreRule']>('sum', 'min', 'max'),
  stopsAtReject: fc.boolean(),
});

const anyProblem = fc.record({
  rules: fc.array(anyRules, { minLength: 6, maxLength: 6 }),
  requiring: fc.boolean(),
  verdicts: fc.array(fc.constantFrom<Verdict>('Accepted', 'Accepted', 'Wrong Answer', 'Runtime Error'), {
    minLength: NAMES.length,
    maxLength: NAMES.length,
  }),
  delays: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: NAMES.length, maxLength: NAMES.length }),
  laneCount: fc.integer({ min: 1, max: 4 }),
});

type Problem = typeof anyProblem extends fc.Arbitrary<infer T> ? T : never;

function treeOf({ rules, requiring }: Problem) {
  const groups = ['', 'sample', 'secret', 'secret/a', 'secret/b', 'secret/c'].map(
    (name, index): TestGroup => ({
      ...PASS_FAIL_GROUP,
      ...(rules[index] as Problem['rules'][number]),
      name,
      acceptScore: 1,
      requires: requiring && name === 'secret/b' ? ['secret/a'] : [],
    }),
  );
  return treeOfGroups(NAMES, groups);
}

/** Walks with results that come at any time, and tells what was judged in which order. */
async function walkWith(problem: Problem, laneCount: number) {
  const tree = treeOf(problem);
  const tick = (count: number): Promise<void> => {
    const turn = Promise.resolve();
    return count === 0 ? turn : turn.then(() => tick(count - 1));
  };
  const ahead = new TestsAhead<Verdict>(
    NAMES.length,
    async (index, signal) => {
      await tick(problem.delays[index] as number);
      signal.throwIfAborted();
      return problem.verdicts[index] as Verdict;
    },
    { laneCount, neededNoMore: (index, verdict) => (verdict === 'Accepted' ? [] : neededNoMore(tree, index)) },
  );
  const order: number[] = [];
  const walked = await walkGroup(tree, {
    judge: async (index): Promise<Graded> => {
      const verdict = await ahead.result(index);
      order.push(index);
      return { name: NAMES[index] as string, verdict, score: verdict === 'Accepted' ? 1 : 0 };
    },
    skip: (indexes) => ahead.skip(indexes),
    gradeByProgram: async () => ({ verdict: 'Internal Error', score: 0 }),
    scoresAreGiven: false,
  });
  await ahead.close();
  return { walked, order };
}

describe('Walking through groups', () => {
  it('answers the same on any number of lanes, whichever test ends first', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (problem) => {
        const alone = await walkWith({ ...problem, delays: NAMES.map(() => 0) }, 1);
        const together = await walkWith(problem, problem.laneCount);
        expect(together).toEqual(alone);
        expect(together.order).toEqual([...together.order].sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });

  it('never judges what a stopping group has left out', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (problem) => {
        const { order } = await walkWith(problem, problem.laneCount);
        const [, , , a] = problem.rules;
        if (!a?.stopsAtReject || problem.verdicts[1] === 'Accepted') return;
        expect(order).not.toContain(2);
      }),
    );
  });

  it('tells every group once, each before its children', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (problem) => {
        const { walked } = await walkWith(problem, problem.laneCount);
        const names = walked.below.map(({ name }) => name);
        expect(names).toEqual(['sample', 'secret', 'secret/a', 'secret/b', 'secret/c']);
      }),
    );
  });
});

describe('Tests that run ahead', () => {
  it('are never more than there are lanes, and none runs when it is closed', async () => {
    let active = 0;
    let most = 0;
    const ahead = new TestsAhead(
      20,
      async (index, signal) => {
        most = Math.max(most, ++active);
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve());
          setTimeout(resolve, 1);
        });
        active--;
        return index;
      },
      { laneCount: 3 },
    );
    for (let index = 0; index < 10; index++) expect(await ahead.result(index)).toBe(index);
    await ahead.close();
    expect(active).toBe(0);
    expect(most).toBeLessThanOrEqual(3);
  });

  it('throw the reason when they are aborted', async () => {
    const abort = new AbortController();
    const ahead = new TestsAhead(
      2,
      (_index, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      { laneCount: 1, signal: abort.signal },
    );
    const result = ahead.result(0);
    abort.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
    await ahead.close();
  });
});
