import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPackage } from '../src/index.js';
import { type Files, LEGACY, MODERN, temporaryFolder, writeFiles, zipOf } from './package-maker.js';

const folder = temporaryFolder();

const CLEAN: Files = { ...LEGACY, 'input_validators/check.py': '' };

async function notesOf(files: Files, name = 'sum'): Promise<string[]> {
  const notes = await checkPackage(writeFiles(join(folder.path, name), files));
  return notes.map(({ severity, where, message }) => `${severity} ${where}: ${message}`);
}

describe('The checker', () => {
  it('has nothing to say of a package that has all', async () => {
    expect(await notesOf(CLEAN)).toEqual([]);
    expect(await notesOf({ ...MODERN, 'input_validators/check.py': '' }, 'modern')).toEqual([]);
  });

  it('names all faults at once, each with its place', async () => {
    const notes = await notesOf({
      ...CLEAN,
      'problem.yaml':
        'name: Sum\nauthor: Ada\nlicense: cc0\nlimits:\n  memory: lots\n  time_limit: -1\ntype: submit-answer\nvalidator_flags: fuzzy\n',
      'data/secret/2.in': '',
      'data/secret/3.ans': '',
      'data/secret/testdata.yaml': 'on_reject: [\n',
      '.timelimit': 'soon',
    });
    expect(notes).toEqual([
      'error problem.yaml:5: limits.memory: Invalid input: expected number, received string',
      'error problem.yaml:6: limits.time_limit: Too small: expected number to be >=0.001',
      'error .timelimit: must be a number of seconds from 0.001 to 86400',
      'error problem.yaml: type: "submit-answer" problems cannot be judged here: they are answered with files',
      'error data/secret/2.in: has no answer; add data/secret/2.ans',
      'error data/secret/3.ans: has no input; add data/secret/3.in or remove it',
      expect.stringMatching(/^error data\/secret\/testdata\.yaml:\d: /),
      'error problem.yaml: validator_flags: "fuzzy" is unknown to the default validator',
    ]);
  });

  it.each<[string, Files, string]>([
    [
      'a misspelt key',
      { 'problem.yaml': 'licence: cc0\nname: x\n' },
      'warning problem.yaml:1: unknown key "licence" is ignored; did you mean "license"?',
    ],
    [
      'a misspelt limit',
      { 'problem.yaml': 'limits:\n  memmory: 5\n' },
      'warning problem.yaml:2: unknown key "limits.memmory" is ignored; did you mean "memory"?',
    ],
    [
      'a key of the other format',
      { 'problem.yaml': 'credits: Ada\n' },
      'warning problem.yaml:1: "credits" is no key of the format "legacy"',
    ],
    [
      'a key that stands twice',
      { 'problem.yaml': 'name: a\nname: b\n' },
      'warning problem.yaml:2: this key stands here a second time',
    ],
    ['no licence', { 'problem.yaml': 'name: x\n' }, 'warning problem.yaml: license: is missing'],
    [
      'an odd licence',
      { 'problem.yaml': 'license: mine\nauthor: Ada\n' },
      'warning problem.yaml:1: license: is none of unknown',
    ],
    [
      'a misspelt grader flag',
      { 'problem.yaml': 'type: scoring', 'data/secret/testdata.yaml': 'grader_flags: maximum\n' },
      'grader_flags: "maximum" is unknown to the default grader',
    ],
    [
      'points that cannot be had',
      { 'problem.yaml': 'type: scoring', 'data/secret/testdata.yaml': 'range: 0 50\n' },
      'warning data/secret/testdata.yaml: range: goes up to 50, but all that is in it gives 1 points',
    ],
    [
      'settings by the other format’s name',
      { 'data/secret/test_group.yaml': '' },
      'warning data/secret/test_group.yaml: is called testdata.yaml in the format "legacy"',
    ],
    [
      'a picture that is not there',
      { 'problem_statement/problem.en.tex': '\\problemname{x}\n\n\\includegraphics{cat}' },
      'the picture "cat" is not there',
    ],
    [
      'a command that has no meaning',
      { 'problem_statement/problem.en.tex': 'a\n\\frobnicate' },
      'warning problem_statement/problem.en.tex:2: \\frobnicate has no meaning here',
    ],
    [
      'lines of another system',
      { 'data/secret/1.in': '3 4\r\n' },
      'warning data/secret/1.in: has lines that end with CR LF',
    ],
    [
      'the same test twice',
      { 'data/secret/2.in': '3 4\n', 'data/secret/2.ans': '' },
      'warning data/secret/2.in: is the same input as data/secret/1.in',
    ],
    [
      'a misspelt folder',
      { 'submissions/acepted/x.py': '' },
      'warning submissions/acepted: says nothing of the verdict to expect; did you mean accepted?',
    ],
    ['a validator that is not used', { 'output_validators/v.py': '' }, 'warning output_validators/v.py: is not used'],
    [
      'an answer that nobody may print',
      { 'problem.yaml': 'limits: {output: 0.000001}\n' },
      'warning data/sample/1.ans: has 2 bytes, more than a program may print',
    ],
    [
      'a name that others leave out',
      { 'data/secret/a b.in': '', 'data/secret/a b.ans': '' },
      'warning data/secret/a b.in: has a name that other judges leave out',
    ],
  ])('warns of %s', async (_what, files, note) => {
    expect(await notesOf({ ...CLEAN, ...files })).toContainEqual(expect.stringContaining(note));
  });

  it('warns of all that is missing', async () => {
    const notes = await notesOf({ 'problem.yaml': 'license: cc0\n', 'data/secret/1.in': '', 'data/secret/1.ans': '' });
    expect(notes.map((note) => note.split(';')[0])).toEqual([
      'warning problem.yaml: names neither an author, a source nor a rights_owner',
      'warning problem_statement: there is no statement',
      'warning data/sample: has no test',
      'warning problem.yaml: there is neither a time limit nor an accepted submission to derive one from',
      'warning submissions/accepted: has no submission',
      'warning input_validators: has no program',
    ]);
  });

  it('warns of titles and statements in different languages, a missing uuid and a pattern without submissions', async () => {
    const notes = await notesOf({
      ...MODERN,
      'problem.yaml': 'problem_format_version: 2025-09\nname: {de: Summe}\nlicense: cc0\ncredits: Ada\n',
      'submissions/submissions.yaml': 'accepted/*.rb: {permitted: [AC]}\naccepted: {permited: [AC]}\n',
      'input_validators/check.py': '',
    });
    expect(notes).toEqual([
      'warning submissions/submissions.yaml:2: unknown key "permited" is ignored; did you mean "permitted"?',
      'warning submissions/submissions.yaml:1: "accepted/*.rb" matches no submission; correct the pattern or remove it',
      'warning problem.yaml: uuid: is missing; make one with uuidgen',
      'warning problem.yaml: name: has no title in the language "en", but there is a statement in it',
      'warning problem.yaml: name: has a title in the language "de", but there is no statement in it',
    ]);
  });

  it('looks into zips and leaves nothing behind', async () => {
    const path = join(folder.path, 'sum.zip');
    writeFileSync(path, await zipOf({ ...CLEAN, 'data/secret/1.ans': '' }));
    expect(await checkPackage(path)).toEqual([]);
    writeFileSync(path, 'no zip');
    expect(await checkPackage(path)).toMatchObject([{ severity: 'error', where: '.' }]);
  });

  it('says what keeps a folder from being a package', async () => {
    expect(await checkPackage(join(folder.path, 'nowhere'))).toMatchObject([
      { message: 'does not exist; name the folder that holds problem.yaml' },
    ]);
    const path = writeFiles(join(folder.path, 'sum'), CLEAN);
    symlinkSync('/etc/passwd', join(path, 'data', 'secret', '9.in'));
    expect(await checkPackage(path)).toMatchObject([
      { severity: 'error', where: 'data/secret/9.in', message: expect.stringContaining('leads out of the package') },
    ]);
  });
});
