import { rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPackage } from '../src/index.js';
import { type Files, faultOf, LEGACY, temporaryFolder, writeFiles } from './package-maker.js';

const folder = temporaryFolder();

const read = (files: Files) => readPackage(writeFiles(join(folder.path, 'sum'), { ...LEGACY, ...files }));

const test = (name: string): Files => ({ [`data/${name}.in`]: '', [`data/${name}.ans`]: '' });

const SCORED = { 'problem.yaml': 'name: Sum\ntype: scoring\n' };

describe('Groups of the legacy format', () => {
  it('take over what testdata.yaml says above them, and add up to the whole', async () => {
    const { groups, kind } = await read({
      ...SCORED,
      'data/testdata.yaml': 'on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n',
      'data/sample/testdata.yaml': 'range: 0 0\naccept_score: 0\ngrader_flags: first_error\n',
      'data/secret/testdata.yaml': 'grader_flags: first_error accept_if_any_accepted\n',
      'data/secret/a/testdata.yaml': 'on_reject: break\naccept_score: 40\nrange: 0 40\ngrader_flags: min\n',
      'data/secret/b/testdata.yaml': 'on_reject: break\naccept_score: 59\nrange: 0 60\ngrader_flags: min\n',
      ...test('secret/a/1'),
      ...test('secret/a/2'),
      ...test('secret/b/1'),
    });
    expect(kind).toEqual({ scored: true, interactive: false, multiPass: false });
    const rules = { rejectScore: 0, minScore: 0, requires: [], ignoresSamples: false };
    expect(groups).toEqual([
      {
        ...rules,
        name: '',
        verdictRule: 'worst-error',
        scoreRule: 'sum',
        acceptScore: 1,
        stopsAtReject: false,
        ignoresSamples: true,
        maxScore: 100,
      },
      {
        ...rules,
        name: 'sample',
        verdictRule: 'first-error',
        scoreRule: 'sum',
        acceptScore: 0,
        stopsAtReject: false,
        maxScore: 0,
      },
      {
        ...rules,
        name: 'secret',
        verdictRule: 'any-accepted',
        scoreRule: 'sum',
        acceptScore: 1,
        stopsAtReject: false,
        maxScore: 100,
      },
      {
        ...rules,
        name: 'secret/a',
        verdictRule: 'worst-error',
        scoreRule: 'min',
        acceptScore: 40,
        stopsAtReject: true,
        maxScore: 40,
      },
      {
        ...rules,
        name: 'secret/b',
        verdictRule: 'worst-error',
        scoreRule: 'min',
        acceptScore: 59,
        stopsAtReject: true,
        maxScore: 59,
      },
    ]);
  });

  it('stop at a rejected test and add up ones where nothing is said', async () => {
    const { groups } = await read(SCORED);
    expect(
      groups?.map(({ name, scoreRule, acceptScore, stopsAtReject, maxScore }) => [
        name,
        scoreRule,
        acceptScore,
        stopsAtReject,
        maxScore,
      ]),
    ).toEqual([
      ['', 'sum', 1, true, 2],
      ['sample', 'sum', 1, true, 1],
      ['secret', 'sum', 1, true, 1],
    ]);
  });

  it('follow the last flag of a kind, and problem.yaml before testdata.yaml', async () => {
    const { groups, kind } = await read({
      'problem.yaml':
        'name: Sum\ntype: scoring\ngrading: {objective: min, accept_score: 5, on_reject: grade, range: -inf 7}\n',
      'data/secret/testdata.yaml': 'accept_score: 9\ngrader_flags: min first_error avg always_accept\n',
    });
    expect(kind.minimizesScore).toBe(true);
    expect(groups?.[2]).toMatchObject({
      scoreRule: 'average',
      verdictRule: 'always-accept',
      acceptScore: 5,
      stopsAtReject: false,
      maxScore: 5,
    });
    expect(groups?.[2]).not.toHaveProperty('minScore');
  });

  it('have no greatest score where the validator gives them without bounds', async () => {
    const { groups, validation } = await read({
      'problem.yaml': 'name: Sum\ntype: scoring\nvalidation: custom score\n',
      'output_validators/check.py': '',
      'data/testdata.yaml': 'range: 0 +inf\n',
    });
    expect(validation).toMatchObject({ kind: 'custom', givesScores: true });
    expect(groups?.[0]).toMatchObject({ minScore: 0 });
    expect(groups?.[0]).not.toHaveProperty('maxScore');
  });

  it('may be graded by a program of the package', async () => {
    const files = { ...SCORED, 'data/secret/testdata.yaml': 'grading: custom\ngrader_flags: -x 3\n' };
    const problem = await read({ ...files, 'graders/grade.py': '' });
    expect(problem.hostGraderPath).toBe(join(problem.hostPath, 'graders', 'grade.py'));
    expect(problem.groups?.map(({ customGraderArgs }) => customGraderArgs)).toEqual([
      undefined,
      undefined,
      ['-x', '3'],
    ]);
    rmSync(folder.path, { recursive: true });
    expect(await faultOf(read(files))).toContain('graders: holds no grader');
  });

  it('are judged in the order of their names, tests and groups mixed', async () => {
    const { tests, groups } = await read({
      ...SCORED,
      ...test('secret/2'),
      ...test('secret/10'),
      ...test('secret/b/x'),
      ...test('secret/b-a/y'),
      ...test('secret/a'),
      ...test('secret/z'),
    });
    expect(tests.map(({ name }) => name.replace('secret/', ''))).toEqual([
      'sample/1',
      '1',
      '10',
      '2',
      'a',
      'b/x',
      'b-a/y',
      'z',
    ]);
    expect(groups?.map(({ name }) => name)).toEqual(['', 'sample', 'secret', 'secret/b', 'secret/b-a']);
  });

  it.each([
    ['range: 5', 'range: "5" must be two numbers'],
    ['range: 9 5', 'range: "9 5" must be two numbers'],
    ['on_reject: stop', 'data/secret/testdata.yaml:1: on_reject: '],
    ['- a', 'data/secret/testdata.yaml:1: '],
  ])('with %s are refused', async (text, fault) => {
    expect(await faultOf(read({ ...SCORED, 'data/secret/testdata.yaml': text }))).toContain(fault);
  });
});

describe('A legacy package', () => {
  it('gives validators the problem’s flags and then the group’s', async () => {
    const { tests, validation } = await read({
      'problem.yaml': 'name: Sum\nvalidator_flags: case_sensitive\n',
      'data/secret/testdata.yaml': 'output_validator_flags: float_tolerance 1e-6\n',
      'data/secret/sub/testdata.yaml': 'output_validator_flags: {name: default, flags: space_change_sensitive}\n',
      ...test('secret/sub/1'),
    });
    expect(validation).toEqual({ kind: 'default', flags: ['case_sensitive'] });
    expect(tests.map(({ name, validatorArgs }) => [name, validatorArgs])).toEqual([
      ['sample/1', undefined],
      ['secret/1', ['case_sensitive', 'float_tolerance', '1e-6']],
      ['secret/sub/1', ['case_sensitive', 'space_change_sensitive']],
    ]);
  });

  it('with flags of a group that the default validator does not know is refused', async () => {
    const files = { 'data/secret/testdata.yaml': 'output_validator_flags: fuzzy\n' };
    expect(await faultOf(read(files))).toContain('data/secret/1: validator_flags: "fuzzy" is unknown');
  });

  it('that is interactive needs no answers and shows conversations', async () => {
    const { kind, tests, validation, sampleInteractions } = await read({
      'problem.yaml': 'name: Sum\nvalidation: custom interactive\n',
      'output_validators/talk/talk.py': '',
      'data/secret/2.in': '',
      'data/sample/a.interaction': '< 1\n< 2\n> 3\n---\n< 4\n',
    });
    expect(kind).toMatchObject({ interactive: true, multiPass: false });
    expect(validation.hostPath).toMatch(/output_validators\/talk$/);
    expect(tests.at(-1)).toMatchObject({ name: 'secret/2', hostAnswerPath: devNull });
    expect(sampleInteractions).toEqual([
      {
        name: 'sample/a',
        turns: [
          { from: 'interactor', text: '1\n2\n' },
          { from: 'program', text: '3\n' },
          { from: 'interactor', text: '---\n4\n' },
        ],
      },
    ]);
  });

  it('with a conversation that says not who speaks is refused with the line', async () => {
    expect(await faultOf(read({ 'data/sample/a.interaction': '< 1\n2\n' }))).toContain(
      'data/sample/a.interaction:2: must start with <',
    );
  });

  it.each([
    ['custom multi-pass', { multiPass: true, interactive: false }],
    ['custom interactive multipass', { multiPass: true, interactive: true }],
  ])('with validation: %s runs programs several times', async (validation, kind) => {
    const problem = await read({
      'problem.yaml': `name: Sum\nvalidation: ${validation}\n`,
      'output_validators/v.py': '',
    });
    expect(problem.kind).toMatchObject(kind);
    expect(problem.limits.passCount).toBe(2);
  });

  it('derives its time limit by the format’s multiples unless it names others', async () => {
    expect((await read({})).limits).toEqual({ acceptedToLimit: 5, limitToTooSlow: 2, limitResolutionMs: 1000 });
    const yaml = 'limits: {time_multiplier: 2.5, time_safety_margin: 4, code: 64, validation_output: 1}\n';
    const { limits } = await read({ 'problem.yaml': yaml, '.timelimit': ' 1.5\n' });
    expect(limits).toMatchObject({
      cpuTimeMs: 1500,
      acceptedToLimit: 2.5,
      limitToTooSlow: 4,
      codeBytes: 65536,
      validationOutputBytes: 1048576,
    });
    const slip = await read({ 'problem.yaml': 'limits: {time_multipliers: 3}\n' });
    expect(slip.limits.acceptedToLimit).toBe(3);
    expect(slip.notes.map(({ message }) => message).join()).toContain('taken for time_multiplier');
  });

  it('says by folders and comments what it expects', async () => {
    const { submissions } = await read({
      'submissions/time_limit_exceeded/slow.cpp': '',
      'submissions/run_time_error/bad.c': '',
      'submissions/mixed/either.py': '# @EXPECTED_RESULTS@: TIMELIMIT,WRONG-ANSWER\n',
      'submissions/partially_accepted/half.py': '# @EXPECTED_SCORE@: 40\n',
      'submissions/odd/thing.py': '',
      'submissions/accepted/README.md': '',
      'submissions/accepted/__pycache__/sum.pyc': '',
    });
    expect(
      submissions.map(({ path, expected, boundsTimeLimit, expectedScore }) => [
        path.slice(12),
        expected,
        boundsTimeLimit,
        expectedScore,
      ]),
    ).toEqual([
      ['accepted/sum.py', ['Accepted'], 'lower', undefined],
      ['mixed/either.py', ['Time Limit Exceeded', 'Wrong Answer', 'Presentation Error'], undefined, undefined],
      ['odd/thing.py', [], undefined, undefined],
      ['partially_accepted/half.py', ['Partially Correct', 'Accepted'], undefined, { min: 40, max: 40 }],
      [
        'run_time_error/bad.c',
        ['Runtime Error', 'Memory Limit Exceeded', 'Security Violation', 'Output Limit Exceeded'],
        undefined,
        undefined,
      ],
      ['time_limit_exceeded/slow.cpp', ['Time Limit Exceeded', 'Output Limit Exceeded'], 'upper', undefined],
    ]);
  });

  it('has titles in the languages of its statements', async () => {
    const { titles, title, statements } = await read({
      'problem.yaml': '',
      'problem_statement/problem.sv.tex': '\\problemname{Summa \\& \\emph{mer}}\n',
      'problem_statement/problem.de.tex': '%% plainproblemname: Summe x^2\n\\problemname{Summe $x^2$}\n',
    });
    expect(titles).toEqual({ en: 'Sum', sv: 'Summa & mer', de: 'Summe x^2' });
    expect(title).toBe('Sum');
    expect(statements.map(({ language }) => language)).toEqual(['de', 'en', 'sv']);
  });

  it('may have a statement in an old encoding', async () => {
    const path = writeFiles(join(folder.path, 'sum'), { ...LEGACY, 'problem.yaml': '' });
    writeFileSync(
      join(path, 'problem_statement', 'problem.en.tex'),
      Buffer.from('\\problemname{Gr\xfc\xdfe}', 'latin1'),
    );
    const { title, notes } = await readPackage(path);
    expect(title).toBe('Grüße');
    expect(notes).toMatchObject([{ severity: 'warning', message: expect.stringContaining('save it as UTF-8') }]);
  });

  it('brings sources for every submission and files to download', async () => {
    const { includes, attachments } = await read({
      'include/default/shared.h': '',
      'include/default/main.h': '',
      'include/cpp/main.h': '',
      'include/python3/lib/main.py': '',
      'attachments/tool.py': '',
      'problem_statement/problem.sv.pdf': '',
    });
    const names = Object.entries(includes).map(([id, files]) => [id, files.map(({ name }) => name)]);
    expect(names).toEqual([
      ['', ['main.h', 'shared.h']],
      ['cpp', ['main.h', 'shared.h']],
      ['python', ['lib/main.py', 'main.h', 'shared.h']],
    ]);
    expect(includes.cpp?.[0]?.hostPath).toMatch(/include\/cpp\/main\.h$/);
    expect(attachments.map(({ name }) => name)).toEqual(['tool.py', 'problem.sv.pdf']);
  });

  it('with several validators is refused, while notes beside one do no harm', async () => {
    const files = {
      'problem.yaml': 'validation: custom',
      'output_validators/a/a.py': '',
      'output_validators/README.md': '',
    };
    const problem = await read(files);
    expect(problem.validation.hostPath).toMatch(/output_validators\/a$/);
    expect(await faultOf(read({ ...files, 'output_validators/b/b.py': '' }))).toContain('holds several validators');
  });
});

describe('DOMjudge’s settings', () => {
  it('win over problem.yaml, and are enough without it', async () => {
    const ini = "; made by hand\nname = 'It''s'\ntimelimit='2.5'\ncolor = #F00\nprobid = A\nexternalid = x\n";
    const { format, limits, title } = await read({
      'domjudge-problem.ini': ini,
      '.timelimit': '9',
      'problem.yaml': 'limits: {time_limit: 7}',
    });
    expect({ format, cpuTimeMs: limits.cpuTimeMs, title }).toEqual({
      format: 'domjudge',
      cpuTimeMs: 2500,
      title: "It''s",
    });
    rmSync(join(folder.path, 'sum', 'problem.yaml'));
    expect(await readPackage(join(folder.path, 'sum'))).toMatchObject({
      format: 'domjudge',
      validation: { kind: 'default', flags: [] },
    });
  });

  it.each([
    ['timelimit = soon', 'domjudge-problem.ini:1: timelimit: must be a number of seconds'],
    ['name = x\nspecial_compare = cmp-boolfind', 'names the program "cmp-boolfind", which is not in the package'],
    ['special-run = run-boolfind', 'names the program "run-boolfind"'],
  ])('"%s" is refused', async (ini, fault) => {
    expect(await faultOf(read({ 'domjudge-problem.ini': ini }))).toContain(fault);
  });
});
