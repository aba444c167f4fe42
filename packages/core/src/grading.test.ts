import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestScoreOf, type Graded, gradeGroup, neededNoMore, scoreOfTest, toldVerdict } from './grading.js';
import { type GroupNode, PASS_FAIL_GROUP, testsBelow, treeOfGroups } from './group-tree.js';
import { groupScoreRuleSchema, groupVerdictRuleSchema, type TestGroup } from './scoring.js';
import type { Verdict } from './verdict.js';

const group = (more: Partial<TestGroup> = {}): TestGroup => ({
  ...PASS_FAIL_GROUP,
  acceptScore: 1,
  stopsAtReject: false,
  ...more,
});

const graded = (verdict: Verdict, score = verdict === 'Accepted' ? 1 : 0, name = 'x'): Graded => ({
  name,
  verdict,
  score,
});

const anyVerdict = fc.constantFrom<Verdict>(
  'Accepted',
  'Wrong Answer',
  'Time Limit Exceeded',
  'Runtime Error',
  'Memory Limit Exceeded',
);
const anyChildren = fc.array(
  fc.record({ name: fc.constant('x'), verdict: anyVerdict, score: fc.integer({ min: -50, max: 100 }) }),
  { minLength: 1, maxLength: 8 },
);
const anyGroup = fc
  .record({
    verdictRule: fc.constantFrom(...groupVerdictRuleSchema.options),
    scoreRule: fc.constantFrom(...groupScoreRuleSchema.options),
    stopsAtReject: fc.boolean(),
  })
  .map(group);

describe('gradeGroup', () => {
  it.each<[Partial<TestGroup>, Graded[], Verdict, number]>([
    [{}, [graded('Accepted', 3), graded('Accepted', 4)], 'Accepted', 7],
    [{}, [graded('Wrong Answer'), graded('Runtime Error')], 'Wrong Answer', 0],
    [{ verdictRule: 'worst-error' }, [graded('Wrong Answer'), graded('Runtime Error')], 'Runtime Error', 0],
    [{ verdictRule: 'worst-error' }, [graded('Memory Limit Exceeded'), graded('Runtime Error')], 'Runtime Error', 0],
    [{ verdictRule: 'always-accept' }, [graded('Wrong Answer'), graded('Accepted', 5)], 'Accepted', 5],
    [{ verdictRule: 'any-accepted' }, [graded('Wrong Answer'), graded('Accepted', 5)], 'Accepted', 5],
    [{ verdictRule: 'any-accepted' }, [graded('Wrong Answer'), graded('Runtime Error')], 'Wrong Answer', 0],
    [{ scoreRule: 'min' }, [graded('Accepted', 5), graded('Accepted', 3)], 'Accepted', 3],
    [{ scoreRule: 'max' }, [graded('Accepted', 5), graded('Accepted', 3)], 'Accepted', 5],
    [
      { scoreRule: 'average' },
      [graded('Accepted', 1), graded('Accepted', 0), graded('Accepted', 0)],
      'Accepted',
      0.333333,
    ],
    [{ scoreRule: 'pass-fail', maxScore: 30 }, [graded('Accepted', 1)], 'Accepted', 30],
    [{ scoreRule: 'pass-fail', maxScore: 30 }, [graded('Accepted', 1), graded('Wrong Answer')], 'Wrong Answer', 0],
    [{ ignoresSamples: true }, [graded('Wrong Answer', 0, 'sample'), graded('Accepted', 9, 'secret')], 'Accepted', 9],
    [{ ignoresSamples: true }, [graded('Accepted', 9, 'secret')], 'Accepted', 9],
    [{}, [graded('Accepted', 5), graded('Skipped', 0)], 'Skipped', 5],
    [{}, [graded('Skipped', 0), graded('Wrong Answer', 0)], 'Wrong Answer', 0],
  ])('under %j makes of %j %s with %d', (rules, children, verdict, score) => {
    expect(gradeGroup(group(rules), children)).toEqual({ verdict, score });
  });

  it('is Accepted under every rule when all children are', () => {
    fc.assert(
      fc.property(anyGroup, anyChildren, (rules, children) => {
        const all = children.map((child) => ({ ...child, verdict: 'Accepted' as const }));
        return gradeGroup(rules, all).verdict === 'Accepted';
      }),
    );
  });

  it('answers the verdict of one of its children, or Accepted under the rules that forgive', () => {
    fc.assert(
      fc.property(anyGroup, anyChildren, (rules, children) => {
        const { verdict } = gradeGroup(rules, children);
        const isForgiving = rules.verdictRule === 'always-accept' || rules.verdictRule === 'any-accepted';
        if (children.some((child) => child.verdict === verdict))
          return isForgiving || verdict !== 'Accepted' || children.every((child) => child.verdict === 'Accepted');
        return rules.verdictRule === 'always-accept' && verdict === 'Accepted';
      }),
    );
  });

  it('has its score between the bounds that its children give', () => {
    fc.assert(
      fc.property(anyChildren, fc.constantFrom('min', 'max', 'average'), (children, scoreRule) => {
        const scores = children.map((child) => child.score);
        const { score } = gradeGroup(group({ scoreRule: scoreRule as TestGroup['scoreRule'] }), children);
        return score >= Math.min(...scores) - 1e-6 && score <= Math.max(...scores) + 1e-6;
      }),
    );
  });

  it('gives the same sum in whatever order its children come', () => {
    fc.assert(
      fc.property(anyChildren, (children) => {
        const backwards = [...children].reverse();
        return gradeGroup(group(), children).score === gradeGroup(group(), backwards).score;
      }),
    );
  });

  it('never blames the user for a fault of ours, and never accepts nothing', () => {
    expect(gradeGroup(group({ verdictRule: 'always-accept' }), [graded('Internal Error')]).verdict).toBe(
      'Internal Error',
    );
    expect(gradeGroup(group(), []).verdict).toBe('Internal Error');
  });
});

describe('scoreOfTest', () => {
  it('takes what the validator gave, only of an Accepted test', () => {
    const rules = group({ acceptScore: 20, rejectScore: -1 });
    expect(scoreOfTest(rules, 'Accepted')).toBe(20);
    expect(scoreOfTest(rules, 'Accepted', { score: 7.5 })).toBe(7.5);
    expect(scoreOfTest(rules, 'Accepted', { multiplier: 0.25 })).toBe(5);
    expect(scoreOfTest(rules, 'Wrong Answer', { score: 7.5 })).toBe(-1);
  });
});

const NAMES = ['sample/1', 'secret/a/1', 'secret/a/deep/2', 'secret/b/1', 'secret/b/2'];
const tree = (rules: Record<string, Partial<TestGroup>>) =>
  treeOfGroups(
    NAMES,
    Object.entries(rules).map(([name, more]) => group({ name, ...more })),
  );
const outline = (node: GroupNode): unknown[] =>
  node.children.map((child) => (typeof child === 'number' ? child : [child.group.name, ...outline(child)]));

describe('treeOfGroups', () => {
  it('hangs every test under the deepest group that leads to it', () => {
    expect(
      outline(tree({ '': {}, sample: {}, secret: {}, 'secret/a': {}, 'secret/b': {}, 'secret/empty': {} })),
    ).toEqual([
      ['sample', 0],
      ['secret', ['secret/a', 1, 2], ['secret/b', 3, 4]],
    ]);
  });

  it('needs no group at all', () => {
    expect(outline(treeOfGroups(NAMES, []))).toEqual([0, 1, 2, 3, 4]);
  });

  it('holds every test once, in order', () => {
    const paths = ['sample', 'secret', 'secret/a', 'secret/a/deep', 'secret/b'];
    fc.assert(
      fc.property(fc.subarray(paths), (chosen) => {
        const rules = Object.fromEntries(['', ...chosen].map((name) => [name, {}]));
        expect(testsBelow(tree(rules))).toEqual([0, 1, 2, 3, 4]);
      }),
    );
  });
});

describe('bestScoreOf', () => {
  it('is what the package says, else what full marks bring', () => {
    const rules = {
      '': { ignoresSamples: true },
      sample: {},
      secret: {},
      'secret/a': { scoreRule: 'min' as const, acceptScore: 30 },
    };
    expect(bestScoreOf(tree({ ...rules, 'secret/b': { acceptScore: 5 } }), false)).toBe(40);
    expect(bestScoreOf(tree({ ...rules, 'secret/b': { customGraderArgs: [] } }), false)).toBeUndefined();
    expect(bestScoreOf(tree({ ...rules, 'secret/b': { customGraderArgs: [], maxScore: 70 } }), false)).toBe(100);
    expect(bestScoreOf(tree({ ...rules, 'secret/b': {} }), true)).toBeUndefined();
  });
});

describe('toldVerdict', () => {
  it('calls Partially Correct what its rules accept without full marks', () => {
    const accepted = { verdict: 'Accepted' as const, score: 40 };
    expect(toldVerdict(accepted, 100, ['Accepted'])).toBe('Partially Correct');
    expect(toldVerdict(accepted, 40, ['Wrong Answer', 'Accepted'])).toBe('Accepted');
    expect(toldVerdict(accepted, undefined, ['Wrong Answer', 'Accepted'])).toBe('Partially Correct');
    expect(toldVerdict(accepted, undefined, ['Accepted'])).toBe('Accepted');
    expect(toldVerdict({ verdict: 'Wrong Answer', score: 40 }, 40, [])).toBe('Wrong Answer');
  });
});

describe('neededNoMore', () => {
  it('is the rest of the groups that are bound to stop', () => {
    const stops = { stopsAtReject: true };
    const rules = { '': {}, secret: {}, 'secret/a': {}, 'secret/b': {} };
    expect(neededNoMore(tree({ ...rules, 'secret/a': stops }), 1)).toEqual([2]);
    expect(neededNoMore(tree({ ...rules, secret: stops }), 1)).toEqual([3, 4]);
    expect(neededNoMore(tree({ ...rules, '': stops }), 0)).toEqual([1, 2, 3, 4]);
    expect(neededNoMore(tree({ ...rules, 'secret/a': { verdictRule: 'always-accept' }, secret: stops }), 1)).toEqual(
      [],
    );
    expect(neededNoMore(tree({ ...rules, 'secret/a': { requires: ['sample'] }, secret: stops }), 1)).toEqual([]);
  });
});
