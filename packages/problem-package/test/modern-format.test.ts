import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPackage, withConstants } from '../src/index.js';
import { type Files, faultOf, MODERN, temporaryFolder, writeFiles } from './package-maker.js';

const folder = temporaryFolder();

const read = (files: Files) => readPackage(writeFiles(join(folder.path, 'sum'), { ...MODERN, ...files }));

const test = (name: string): Files => ({ [`data/${name}.in`]: '', [`data/${name}.ans`]: '' });

const yaml = (more: string): Files => ({ 'problem.yaml': `${MODERN['problem.yaml']}${more}\n` });

const scored = (files: Files): Promise<Awaited<ReturnType<typeof readPackage>>> =>
  read({ ...yaml('type: [scoring]'), ...files });

describe('Groups of 2025-09', () => {
  it('are folders of secret with a test_group.yaml, each with its share of the points', async () => {
    const { groups } = await scored({
      'data/secret/a/test_group.yaml': 'max_score: 30\nrequire_pass: sample\n',
      'data/secret/b/test_group.yaml': 'max_score: 50\nscore_aggregation: sum\nrequire_pass: [secret/a, sample]\n',
      'data/secret/c/test_group.yaml': 'max_score: 20\nscore_aggregation: min\nstatic_validation_score: 5\n',
      ...test('secret/a/1'),
      ...test('secret/b/1'),
      ...test('secret/b/deep/2'),
      ...test('secret/c/1'),
    });
    const rules = { rejectScore: 0, ignoresSamples: false, requires: [], minScore: 0 };
    expect(groups).toEqual([
      {
        name: '',
        verdictRule: 'first-error',
        scoreRule: 'sum',
        acceptScore: 0,
        rejectScore: 0,
        stopsAtReject: false,
        ignoresSamples: true,
        requires: [],
        maxScore: 100,
      },
      {
        ...rules,
        name: 'sample',
        verdictRule: 'first-error',
        scoreRule: 'pass-fail',
        acceptScore: 0,
        maxScore: 0,
        stopsAtReject: true,
      },
      {
        ...rules,
        name: 'secret',
        verdictRule: 'any-accepted',
        scoreRule: 'sum',
        acceptScore: 0,
        maxScore: 100,
        stopsAtReject: false,
      },
      {
        ...rules,
        name: 'secret/a',
        verdictRule: 'first-error',
        scoreRule: 'pass-fail',
        acceptScore: 30,
        maxScore: 30,
        stopsAtReject: true,
        requires: ['sample'],
      },
      {
        ...rules,
        name: 'secret/b',
        verdictRule: 'any-accepted',
        scoreRule: 'sum',
        acceptScore: 25,
        maxScore: 50,
        stopsAtReject: false,
        requires: ['secret/a', 'sample'],
      },
      {
        ...rules,
        name: 'secret/c',
        verdictRule: 'first-error',
        scoreRule: 'min',
        acceptScore: 20,
        maxScore: 20,
        stopsAtReject: true,
      },
    ]);
  });

  it('need not be: then the tests of secret share 100 points', async () => {
    const { groups } = await scored({ ...test('secret/2'), ...test('secret/sub/3'), ...test('secret/sub/4') });
    expect(groups?.[2]).toMatchObject({ name: 'secret', acceptScore: 25, maxScore: 100 });
    expect(groups).toHaveLength(3);
  });

  it('may be unbounded', async () => {
    const { groups } = await scored({ 'data/secret/test_group.yaml': 'max_score: unbounded\n' });
    expect(groups?.[0]).not.toHaveProperty('maxScore');
    expect(groups?.[2]).not.toHaveProperty('maxScore');
  });

  it.each<[string, Files, string]>([
    ['that are passed or failed without points', { 'data/secret/a/test_group.yaml': '{}' }, 'needs a max_score'],
    [
      'that require a later one',
      { 'data/secret/a/test_group.yaml': 'max_score: 1\nrequire_pass: secret/b\n' },
      'require_pass: "secret/b" is no group',
    ],
    [
      'that require themselves',
      { 'data/secret/a/test_group.yaml': 'max_score: 1\nrequire_pass: secret/a\n' },
      'require_pass: "secret/a" is no group',
    ],
    [
      'with points that are no number',
      { 'data/secret/a/test_group.yaml': 'max_score: many\n' },
      'data/secret/a/test_group.yaml:1: max_score: ',
    ],
  ])('%s are refused', async (_what, files, fault) => {
    expect(await faultOf(scored({ ...test('secret/a/1'), ...files }))).toContain(fault);
  });

  it('of drafts are read by the keys that they had', async () => {
    const { groups } = await read({
      'problem.yaml': 'problem_format_version: 2023-07-draft\nname: Sum\ntype: scoring\n',
      'data/secret/a/testdata.yaml': 'scoring: {score: 60, aggregation: min}\n',
      ...test('secret/a/1'),
    });
    expect(groups?.at(-1)).toMatchObject({ name: 'secret/a', scoreRule: 'min', maxScore: 60 });
    expect(groups?.[0]?.maxScore).toBe(60);
  });

  it('of drafts may be graded as in the legacy format', async () => {
    const { groups, format } = await read({
      'problem.yaml': 'problem_format_version: 2023-07-draft\nname: Sum\ntype: scoring\n',
      'data/secret/a/testdata.yaml': 'accept_score: 60\ngrader_flags: min\non_reject: continue\n',
      ...test('secret/a/1'),
    });
    expect(format).toBe('2023-07-draft');
    expect(groups?.at(-1)).toMatchObject({ name: 'secret/a', acceptScore: 60, scoreRule: 'min', stopsAtReject: false });
  });
});

describe('Tests of 2025-09', () => {
  it('have arguments, files and validator arguments of their own or their group’s', async () => {
    const { tests } = await read({
      'output_validator/check.py': '',
      'data/secret/test_group.yaml': 'args: [-v, "two words"]\noutput_validator_args: [loose]\n',
      'data/secret/2.yaml': 'args: []\noutput_validator_args: [strict]\nhint: think\n',
      'data/secret/2.files/in/deep.txt': '',
      'data/secret/3.args': ' a  b\n',
      ...test('secret/2'),
      ...test('secret/3'),
    });
    expect(tests.slice(1).map(({ args, validatorArgs }) => [args, validatorArgs])).toEqual([
      [['-v', 'two words'], ['loose']],
      [undefined, ['strict']],
      [['a', 'b'], ['loose']],
    ]);
    expect(tests[2]?.hostFilesPath).toMatch(/data\/secret\/2\.files$/);
    expect(tests).toHaveLength(4);
  });

  it('are shown as their author wants', async () => {
    const { tests } = await read({
      'data/sample/1.in.statement': 'one and two\n',
      'data/sample/1.out': 'three\n',
      'data/secret/1.out': 'seven\n',
    });
    expect(tests[0]?.hostShownInputPath).toMatch(/1\.in\.statement$/);
    expect(tests[0]?.hostShownAnswerPath).toMatch(/1\.out$/);
    expect(tests[1]).not.toHaveProperty('hostShownAnswerPath');
  });
});

describe('A package of 2025-09', () => {
  it('may be interactive and of several passes', async () => {
    const { kind, limits } = await read({
      ...yaml(
        'type: [interactive, multi-pass]\nlimits: {validation_passes: 3, time_multipliers: {ac_to_time_limit: 3}, time_resolution: 0.1}',
      ),
      'output_validator/talk.py': '',
    });
    expect(kind).toEqual({ scored: false, interactive: true, multiPass: true });
    expect(limits).toEqual({ passCount: 3, acceptedToLimit: 3, limitToTooSlow: 1.5, limitResolutionMs: 100 });
  });

  it('has constants for its texts', async () => {
    const { constants, tests } = await read({
      ...yaml('constants: {n: 5, k: {value: 5000000, tex: "5 \\\\cdot 10^6"}}'),
      'data/secret/test_group.yaml': 'args: ["{{n}}", "{{gone}}"]\n',
    });
    expect(constants).toEqual({ n: '5', 'n.value': '5', k: '5000000', 'k.value': '5000000', 'k.tex': '5 \\cdot 10^6' });
    expect(withConstants('{{n}} {{k.tex}} {{ n }} {{x}} {{toString}}', constants)).toBe(
      '5 5 \\cdot 10^6 {{ n }} {{x}} {{toString}}',
    );
    expect(tests[1]?.args).toEqual(['5', '{{gone}}']);
  });

  it('allows some languages, by the ids that are used here', async () => {
    expect((await read(yaml('languages: [python3, cpp, kotlin]'))).languages).toEqual(['python', 'cpp', 'kotlin']);
    expect(await read(yaml('languages: all'))).not.toHaveProperty('languages');
  });

  it('says of submissions what its folders and submissions.yaml say', async () => {
    const { submissions } = await read({
      'submissions/brute_force/b.py': '',
      'submissions/rejected/r.py': '',
      'submissions/wrong_answer/w.py': '',
      'submissions/extra/e1.py': '',
      'submissions/extra/e2.py': '',
      'submissions/extra/m/Start.kt': '',
      'submissions/submissions.yaml':
        'extra/e1.py: {permitted: [AC, TLE], required: [TLE]}\n"extra/{m,n}": {language: kotlin, entrypoint: StartKt, use_for_time_limit: lower}\nwrong_answer/*.py: {message: too small}\n',
    });
    const late = ['Time Limit Exceeded', 'Output Limit Exceeded'];
    const crash = ['Runtime Error', 'Memory Limit Exceeded', 'Security Violation'];
    const byName = Object.fromEntries(submissions.map((each) => [each.path.split('/').slice(2).join('/'), each]));
    expect(byName['sum.py']).toMatchObject({
      expected: ['Accepted'],
      boundsTimeLimit: 'lower',
      usedForTimeLimit: true,
    });
    expect(byName['b.py']?.expected.toSorted()).toEqual([...late, ...crash].toSorted());
    expect(byName['b.py']?.usedForTimeLimit).toBe(false);
    expect(byName['r.py']?.expected).not.toContain('Accepted');
    expect(byName['w.py']).toMatchObject({
      expected: ['Wrong Answer', 'Presentation Error', 'Output Limit Exceeded'],
      rules: [{}, { message: 'too small' }],
    });
    expect(byName['e1.py']).toMatchObject({ expected: late, boundsTimeLimit: 'upper' });
    expect(byName['e2.py']).toMatchObject({ expected: [] });
    expect(byName.m).toMatchObject({ language: 'kotlin', entrypoint: 'StartKt', boundsTimeLimit: 'lower' });
    expect(byName.m?.expected).toContain('Wrong Answer');
    expect(byName.m?.expected).not.toContain('Time Limit Exceeded');
  });

  it('expects of groups, tests and scores what submissions.yaml says', async () => {
    const { submissions } = await scored({
      'data/secret/a/test_group.yaml': 'max_score: 30\n',
      'data/secret/b/test_group.yaml': 'max_score: 70\n',
      ...test('secret/a/1-easy'),
      ...test('secret/b/1-easy'),
      ...test('secret/b/2-hard'),
      'submissions/half/h.py': '',
      'submissions/submissions.yaml':
        'half:\n  score: [30, 40]\n  secret/a: {permitted: [AC], score: 30}\n  secret/*/*-hard: {required: [TLE]}\n',
    });
    const half = submissions.find(({ path }) => path.includes('half'));
    expect(half?.expectedScore).toEqual({ min: 30, max: 40 });
    expect(half?.expectedOfGroups).toEqual([
      { group: 'secret/a', expected: ['Accepted'], score: { min: 30, max: 30 } },
    ]);
    expect(half?.rules).toEqual([
      { tests: ['secret/a/1-easy'], permitted: ['Accepted'] },
      { tests: ['secret/b/2-hard'], required: ['Time Limit Exceeded', 'Output Limit Exceeded'] },
    ]);
    expect(half?.expected).not.toContain('Accepted');
    expect(half?.expected).toContain('Partially Correct');
  });

  it.each<[string, Files, string]>([
    [
      'a verdict that nobody knows',
      { 'submissions/submissions.yaml': 'accepted: {permitted: [OK]}\n' },
      'submissions/submissions.yaml:1: permitted: "OK" is no verdict',
    ],
    [
      'a score that is no number',
      { 'submissions/submissions.yaml': 'accepted:\n  score: all\n' },
      'submissions/submissions.yaml:2: accepted.score: ',
    ],
    [
      'patterns without end',
      {
        'submissions/submissions.yaml': `"${'{a,b}'.repeat(40)}": {}\n${Array.from({ length: 9 }, (_, index) => `"${index}${'{a,b}'.repeat(40)}": {}\n`).join('')}`,
      },
      'make more than 1000 patterns',
    ],
    ['two kinds that exclude each other', yaml('type: [pass-fail, scoring]'), 'type: is pass-fail and scoring'],
    ['an interactor that is missing', yaml('type: interactive'), 'add one in output_validator/'],
  ])('with %s is refused', async (_what, files, fault) => {
    expect(await faultOf(read(files))).toContain(fault);
  });
});
