import { PASS_FAIL_GROUP, type TestGroup } from '@letscode/core';
import { describe, expect, it } from 'vitest';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

/** Answers a number's double, but wrongly where the input says so, and fails where it says that. */
const DOUBLE = `
n, *how = input().split()
if how == ["crash"]: raise SystemExit(3)
print(int(n) * 2 + (1 if how == ["wrong"] else 0))
`;

const group = (name: string, more: Partial<TestGroup> = {}): TestGroup => ({
  ...PASS_FAIL_GROUP,
  name,
  verdictRule: 'worst-error',
  acceptScore: 1,
  ...more,
});

const test = (name: string, input: string) => ({
  name,
  input,
  answer: String(Number.parseInt(input, 10) * 2),
  isSample: name.startsWith('sample/'),
});

const continues = { stopsAtReject: false, verdictRule: 'always-accept' as const };
const GROUPS = [
  group('', { ...continues, ignoresSamples: true, maxScore: 100 }),
  group('sample', {}),
  group('secret', { ...continues, maxScore: 100 }),
  group('secret/a', { scoreRule: 'min', acceptScore: 30, maxScore: 30 }),
  group('secret/b', { scoreRule: 'min', acceptScore: 70, maxScore: 70 }),
];

const submit = (tests: ReturnType<typeof test>[], groups = GROUPS, hostGraderPath?: string) =>
  bench.submit('python', DOUBLE, tests, {
    task: { scoring: { groups, ...(hostGraderPath === undefined ? {} : { hostGraderPath }) } },
  });

const verdicts = (outcome: { testResults: { verdict: string }[] }) => outcome.testResults.map((each) => each.verdict);

describe('A scored problem', () => {
  it('gives each group its score and skips the rest of one that stops', async () => {
    const outcome = await submit([
      test('sample/1', '1'),
      test('secret/a/1', '1'),
      test('secret/a/2', '2 wrong'),
      test('secret/a/3', '3'),
      test('secret/b/1', '4'),
      test('secret/b/2', '5'),
    ]);
    expect(verdicts(outcome)).toEqual(['Accepted', 'Accepted', 'Wrong Answer', 'Skipped', 'Accepted', 'Accepted']);
    expect(outcome.verdict).toMatchObject({ status: 'Partially Correct', score: 70, maxScore: 100, passedCount: 4 });
    expect(outcome.verdict.groups).toMatchObject([
      { name: 'sample', verdict: 'Accepted' },
      { name: 'secret', verdict: 'Partially Correct', score: 70 },
      { name: 'secret/a', verdict: 'Wrong Answer', score: 0, maxScore: 30, passedCount: 1, testCount: 3 },
      { name: 'secret/b', verdict: 'Accepted', score: 70, maxScore: 70, passedCount: 2, testCount: 2 },
    ]);
    expect(outcome.testResults[1]).toMatchObject({ score: 30 });
  });

  it('is Accepted with all points', async () => {
    const outcome = await submit([test('sample/1', '1 wrong'), test('secret/a/1', '1'), test('secret/b/1', '4')]);
    expect(outcome.verdict).toMatchObject({ status: 'Accepted', score: 100 });
  });

  it('has the verdict of what went wrong where the rules forgive nothing, and no score', async () => {
    const groups = GROUPS.map((each) =>
      each.name === '' || each.name === 'secret' ? { ...each, verdictRule: 'worst-error' as const } : each,
    );
    const outcome = await submit(
      [test('secret/a/1', '1 wrong'), test('secret/b/1', '4 crash'), test('secret/b/2', '4')],
      groups,
    );
    expect(verdicts(outcome)).toEqual(['Wrong Answer', 'Runtime Error', 'Skipped']);
    expect(outcome.verdict).toMatchObject({ status: 'Runtime Error', score: 0 });
  });

  it('skips a group that requires one that was not Accepted', async () => {
    const groups = GROUPS.map((each) => (each.name === 'secret/b' ? { ...each, requires: ['secret/a'] } : each));
    const outcome = await submit([test('secret/a/1', '1 wrong'), test('secret/b/1', '4')], groups);
    expect(verdicts(outcome)).toEqual(['Wrong Answer', 'Skipped']);
    expect(outcome.verdict).toMatchObject({ status: 'Partially Correct', score: 0 });
    expect(outcome.verdict.groups?.at(-1)).toMatchObject({ name: 'secret/b', verdict: 'Skipped', score: 0 });
  });

  it('lets the package’s own grader decide', async () => {
    const grader = await bench.program('grader', {
      'grade.py': `import sys
lines = [line.split() for line in sys.stdin]
assert sys.argv[1:] == ["twice", "x"]
print("AC", 2 * sum(float(score) for verdict, score in lines if verdict == "AC"))`,
    });
    const groups = GROUPS.map((each) =>
      each.name === 'secret'
        ? { ...each, customGraderArgs: ['twice', 'x'] }
        : each.name === ''
          ? { ...each, maxScore: 200 }
          : each,
    );
    const outcome = await submit([test('secret/a/1', '1'), test('secret/b/1', '4 wrong')], groups, grader);
    expect(outcome.verdict, JSON.stringify(outcome)).toMatchObject({ status: 'Partially Correct', score: 60 });
  });

  it('calls a grader that says nothing sensible a fault of the problem', async () => {
    const grader = await bench.program('bad-grader', { 'grade.py': 'print("42")' });
    const groups = GROUPS.map((each) => (each.name === 'secret' ? { ...each, customGraderArgs: [] } : each));
    const outcome = await submit([test('secret/a/1', '1')], groups, grader);
    expect(outcome.verdict.status).toBe('Internal Error');
  });

  it('takes the points that a validator gives', async () => {
    const validator = await bench.program('scoring-validator', {
      'v.py': `import sys
said = sys.stdin.read().strip()
name, text = said.split()
open(sys.argv[3] + name, "w").write(text)
sys.exit(42)`,
    });
    const points = async (output: string) => {
      const checker = { kind: 'custom' as const, hostPath: validator, args: [] };
      const groups = [group('', { maxScore: 20, acceptScore: 20 })];
      return bench.submit('python', `print("${output}")`, [{ input: '', answer: '' }], {
        checker,
        task: { scoring: { groups } },
      });
    };
    expect((await points('score.txt 12.5')).verdict).toMatchObject({ status: 'Partially Correct', score: 12.5 });
    expect((await points('score_multiplier.txt 0.25')).verdict).toMatchObject({
      status: 'Partially Correct',
      score: 5,
    });
    expect((await points('other.txt 1')).verdict).toMatchObject({ status: 'Accepted', score: 20 });
    expect((await points('score.txt many')).verdict.status).toBe('Internal Error');
  });
});
