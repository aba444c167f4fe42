import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LetscodeError } from '@letscode/core';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Findings } from './findings.js';
import { parseProblemYaml } from './problem-yaml.js';
import { readPackage } from './read-package.js';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'letscode-package-test-'));
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

const LEGACY: Record<string, string> = {
  'problem.yaml':
    'author: Ada\nsource: Spring Contest\nlicense: cc by-sa\nkeywords: graphs difficulty:hard\nvalidator_flags: float_tolerance 1e-6\nlimits:\n  memory: 512\n  output: 4\n',
  '.timelimit': '2.5\n',
  'problem_statement/problem.tex': '\\problemname{Old Title}\nText',
  'data/sample/1.in': '1',
  'data/sample/1.ans': '1',
  'data/secret/b.in': '1',
  'data/secret/b.ans': '1',
  'data/secret/a/2.in': '1',
  'data/secret/a/2.ans': '1',
  'data/secret/a/testdata.yaml': 'on_reject: break',
  'submissions/accepted/sum.py': 'print(1)',
  'submissions/wrong_answer/bad.cpp': '// @EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT\n',
  'submissions/accepted/many/Main.java': '',
  'submissions/accepted/many/Other.java': '',
};

const MODERN: Record<string, string> = {
  'problem.yaml':
    'problem_format_version: 2023-07-draft\ntype: pass-fail\nname:\n  en: New Title\n  de: Neuer Titel\nuuid: 1b2e\ncredits:\n  authors: [Ada, {name: Bob}]\nsource: {name: Autumn}\nkeywords: [dp]\ndifficulty: easy\nlimits:\n  time_limit: 1.5\n',
  'statement/problem.en.md': '# Other title\n',
  'statement/problem.de.md': '# Titel\n',
  'data/secret/1.in': '',
  'data/secret/1.ans': '',
  'output_validator/validate.cpp': '',
};

function make(files: Record<string, string>, name = 'some-problem'): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(parent, name, path)), { recursive: true });
    writeFileSync(join(parent, name, path), text);
  }
  return join(parent, name);
}

const faultOf = async (path: string): Promise<string> => {
  try {
    await readPackage(path);
    return 'no fault';
  } catch (error) {
    expect(error).toBeInstanceOf(LetscodeError);
    expect(error).toMatchObject({ code: 'bad_package' });
    return (error as Error).message;
  }
};

describe('A problem package', () => {
  it('in the legacy format is read', async () => {
    const problem = await readPackage(make(LEGACY));
    expect(problem).toMatchObject({
      id: 'some-problem',
      title: 'Old Title',
      author: 'Ada',
      source: 'Spring Contest',
      license: 'cc by-sa',
      keywords: ['graphs'],
      difficulty: 'hard',
      limits: { cpuTimeMs: 2_500, memoryBytes: 512 * 1024 * 1024, outputBytes: 4 * 1024 * 1024 },
      statements: [{ language: 'en', format: 'latex' }],
      validation: { kind: 'default', flags: ['float_tolerance', '1e-6'] },
    });
    expect(problem.tests.map((test) => test.name)).toEqual(['sample/1', 'secret/a/2', 'secret/b']);
    expect(problem.tests.map((test) => test.isSample)).toEqual([true, false, false]);
    expect(problem.submissions.map(({ path, expected, files }) => [path, expected, files.length])).toEqual([
      ['submissions/accepted/many', ['Accepted'], 2],
      ['submissions/accepted/sum.py', ['Accepted'], 1],
      ['submissions/wrong_answer/bad.cpp', ['Wrong Answer', 'Presentation Error', 'Time Limit Exceeded'], 1],
    ]);
  });

  it('in the 2023-07 format is read', async () => {
    const folder = make(MODERN);
    expect(await readPackage(folder)).toMatchObject({
      title: 'New Title',
      titles: { en: 'New Title', de: 'Neuer Titel' },
      uuid: '1b2e',
      author: 'Ada, Bob',
      source: 'Autumn',
      keywords: ['dp'],
      difficulty: 'easy',
      limits: { cpuTimeMs: 1_500 },
      statements: [{ language: 'de' }, { language: 'en' }],
      validation: { kind: 'custom', hostPath: join(folder, 'output_validator') },
    });
  });

  it.each([
    ['2048', '2048'],
    ['"two\\nlines\\u0000"', 'two lines'],
    ['{de: Rätsel, __proto__: x}', 'Rätsel'],
    ['{}', 'Other title'],
  ])('named %s is called %s', async (name, title) => {
    const problem = await readPackage(make({ ...MODERN, 'problem.yaml': `name: ${name}` }));
    expect(problem.title).toBe(title);
  });

  it('with a file name that is not UTF-8 is refused', async () => {
    const folder = make(MODERN);
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder}/data/secret/`), Buffer.from([0xff, 0xfe]), Buffer.from('.in')]),
      '',
    );
    expect(await faultOf(folder)).toContain('is not valid UTF-8; rename it');
  });

  it('with folders that link to each other is refused in short time', async () => {
    const folder = make(MODERN);
    symlinkSync('.', join(folder, 'data', 'secret', 'again'));
    symlinkSync('..', join(folder, 'data', 'secret', 'up'));
    expect(await faultOf(folder)).toMatch(/nested deeper|more than 100000 entries/);
  });

  it('may link within itself', async () => {
    const folder = make(MODERN);
    symlinkSync('../secret/1.in', join(folder, 'data', 'secret', '2.in'));
    symlinkSync('1.ans', join(folder, 'data', 'secret', '2.ans'));
    expect((await readPackage(folder)).tests).toHaveLength(2);
  });

  it.each<[string, Record<string, string>, string]>([
    ['without problem.yaml', { 'data/secret/1.in': '' }, 'problem.yaml: is missing'],
    ['with broken YAML', { ...MODERN, 'problem.yaml': 'name: x\nlimits: {memory: [}\n' }, 'problem.yaml:2: '],
    [
      'with a field of a wrong type',
      { ...MODERN, 'problem.yaml': 'name: x\nlimits:\n  memory: much\n' },
      'problem.yaml:3: limits.memory: ',
    ],
    [
      'with an unknown difficulty',
      { ...MODERN, 'problem.yaml': 'difficulty: tough' },
      'difficulty: is "tough"; write easy, medium or hard',
    ],
    ['without tests', { 'problem.yaml': '' }, 'data: holds no test'],
    [
      'with an input without answer',
      { ...MODERN, 'data/secret/3.in': '' },
      'data/secret/3.in: has no answer; add data/secret/3.ans',
    ],
    ['with an answer without input', { ...MODERN, 'data/secret/3.ans': '' }, 'data/secret/3.ans: has no input'],
    ['with an unknown flag', { ...LEGACY, 'problem.yaml': 'validator_flags: caseless' }, '"caseless" is unknown'],
    [
      'with a flag without its number',
      { ...LEGACY, 'problem.yaml': 'validator_flags: float_tolerance' },
      'float_tolerance needs a number',
    ],
    [
      'that asks for a validator that is not there',
      { ...LEGACY, 'problem.yaml': 'validation: custom' },
      'there is no output validator',
    ],
    [
      'that is interactive and has no interactor',
      { ...LEGACY, 'problem.yaml': 'type: interactive' },
      'there is no output validator; add one in output_validators/',
    ],
    [
      'that is answered with files',
      { ...MODERN, 'problem.yaml': 'type: submit-answer' },
      '"submit-answer" problems cannot be judged here',
    ],
    ['of a kind that nobody knows', { ...MODERN, 'problem.yaml': 'type: pass-fail-maybe' }, '"pass-fail-maybe"'],
    [
      'of a version that nobody knows',
      { ...MODERN, 'problem.yaml': 'problem_format_version: 2031-01' },
      'problem.yaml:1: problem_format_version: "2031-01" is not known',
    ],
    [
      'with a tolerance that accepts everything',
      { ...LEGACY, 'problem.yaml': 'validator_flags: float_tolerance Infinity' },
      'float_tolerance needs a number',
    ],
    [
      'with a tolerance of nothing',
      { ...LEGACY, 'problem.yaml': 'validator_flags: [float_tolerance, ""]' },
      'float_tolerance needs a number',
    ],
    [
      'with a memory limit beyond all numbers',
      { ...MODERN, 'problem.yaml': 'limits:\n  memory: 1e300\n' },
      'problem.yaml:2: limits.memory: ',
    ],
    [
      'with a time limit of next to nothing',
      { ...MODERN, 'problem.yaml': 'limits: {time_limit: 0.0001}' },
      'problem.yaml:1: limits.time_limit: ',
    ],
    ['with an endless time limit', { ...LEGACY, '.timelimit': 'Infinity' }, '.timelimit: must be a number of seconds'],
    ['with tabs in its YAML', { ...MODERN, 'problem.yaml': 'limits:\n\tmemory: 5\n' }, 'problem.yaml:2: '],
    ['with YAML nested without end', { ...MODERN, 'problem.yaml': '['.repeat(20_000) }, 'problem.yaml:1: '],
    [
      'with a problem.yaml of many pages',
      { ...MODERN, 'problem.yaml': `keywords:\n${'  - a\n'.repeat(20_000)}` },
      'problem.yaml: has 120010 bytes; at most 65536 are read',
    ],
    ['with a title of many pages', { ...MODERN, 'problem.yaml': `name: ${'x'.repeat(300)}` }, 'problem.yaml:1: name'],
    ['with an odd name', { ...MODERN, 'data/secret/a\nb.in': '' }, 'control character'],
    ['with a bad time limit', { ...LEGACY, '.timelimit': 'fast' }, '.timelimit: must be a number of seconds'],
  ])('%s is refused with the place and the remedy', async (_what, files, fault) => {
    expect(await faultOf(make(files))).toContain(fault);
  });

  it('is refused by a name that cannot be an id, and when it is no folder', async () => {
    expect(await faultOf(make(MODERN, 'so many words'))).toContain('cannot be a problem id');
    expect(await faultOf(join(parent, 'nowhere'))).toContain('does not exist');
    writeFileSync(join(parent, 'file'), '');
    expect(await faultOf(join(parent, 'file'))).toContain('is not a folder');
  });

  it.each([
    ['a file outside', '/etc/passwd'],
    ['a folder outside', '../../..'],
    ['nowhere', 'absent'],
    ['a device', '/dev/zero'],
  ])('that links to %s is refused', async (_what, target) => {
    const folder = make(MODERN);
    symlinkSync(target, join(folder, 'data', 'secret', '9.in'));
    expect(await faultOf(folder)).toMatch(/data\/secret\/9\.in: is a link that leads/);
  });

  it('that is a YAML bomb is refused', async () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefgh'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
    ];
    expect(await faultOf(make({ ...MODERN, 'problem.yaml': bomb.join('\n') }))).toContain('problem.yaml');
  });
});

it('Any text as problem.yaml is read or refused by name, never a crash', () => {
  const word = fc.constantFrom(
    'name',
    'limits',
    ':',
    ' ',
    '\n',
    '- ',
    '{',
    '}',
    '[',
    '&a',
    '*a',
    '"',
    "'",
    '1',
    'memory',
    '!!js/function',
    '? ',
    '|',
    '#',
    '\t',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      try {
        parseProblemYaml(words.join(''), new Findings());
      } catch (error) {
        expect(error).toBeInstanceOf(LetscodeError);
      }
    }),
    { numRuns: 300 },
  );
});
