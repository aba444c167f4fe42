/**
 * Checks a package for its author: all faults that the reader found, and what it lets pass
 * but an author would want to know.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { LetscodeError } from '@letscode/core';
import { unpackPackage } from './archive/read-archive.js';
import type { PackageNote, PackageTest, ProblemPackage } from './contract.js';
import { Findings } from './findings.js';
import { PackageFolder } from './package-folder.js';
import { readWithNotes } from './read-package.js';
import { statementAsMarkdown } from './statement/statement-as-markdown.js';
import { verdictsOfFolder } from './submissions/expected-verdicts.js';
import { nearestWord } from './yaml-file.js';

/** Larger inputs are not compared with each other. */
const MAX_COMPARED_BYTES = 16 * 1024 * 1024;
/** What the formats promise where a package names no limit. */
const USUAL_OUTPUT_BYTES = 8 * 1024 * 1024;
const FOLDERS = [
  ...['accepted', 'partially_accepted', 'wrong_answer', 'time_limit_exceeded', 'run_time_error', 'rejected'],
  ...['brute_force', 'mixed', 'memory_limit_exceeded', 'output_limit_exceeded', 'compiler_error'],
];

/**
 * @param path a package's folder, or a zip of it, which is unpacked into a temporary folder for the while
 * @returns errors first, each group in the order of the package; empty when there is nothing to say
 */
export async function checkPackage(path: string): Promise<PackageNote[]> {
  if (!(await stat(path).catch(() => undefined))?.isFile()) return checkFolder(path);
  const folder = await mkdtemp(join(tmpdir(), 'letscode-check-'));
  try {
    return await checkFolder(await unpackPackage(path, folder));
  } catch (error) {
    if (!(error instanceof LetscodeError) || error.code !== 'bad_package') throw error;
    const findings = new Findings();
    findings.addFault(error);
    return findings.notes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkFolder(path: string): Promise<PackageNote[]> {
  const { problem, notes } = await readWithNotes(path);
  const findings = new Findings();
  if (problem) {
    for (const check of CHECKS) findings.attempt(() => check(problem, findings), undefined);
  }
  const all = [...notes, ...findings.notes.filter((note) => !notes.some((each) => isDeepStrictEqual(each, note)))];
  return [
    ...all.filter(({ severity }) => severity === 'error'),
    ...all.filter(({ severity }) => severity === 'warning'),
  ];
}

type Check = (problem: ProblemPackage, findings: Findings) => void;

const CHECKS: readonly Check[] = [
  checkRights,
  checkNames,
  checkStatements,
  checkSamples,
  checkTests,
  checkLimits,
  checkSubmissions,
  checkFolders,
];

function checkRights({ license, author, source, rightsOwner }: ProblemPackage, findings: Findings): void {
  if (license === undefined || license === 'unknown')
    findings.warn('problem.yaml', 'license: is missing; nobody may use the problem. Name one, such as "cc by-sa"');
  else if (license === 'public domain' && rightsOwner !== undefined)
    findings.warn('problem.yaml', 'rights_owner: nobody owns what is in the public domain; remove it');
  else if (license !== 'public domain' && !author && !source && !rightsOwner)
    findings.warn('problem.yaml', 'names neither an author, a source nor a rights_owner; a licence needs one');
}

function checkNames({ format, uuid, titles, statements }: ProblemPackage, findings: Findings): void {
  if (format !== '2025-09' && format !== '2023-07-draft') return;
  if (uuid === undefined) findings.warn('problem.yaml', 'uuid: is missing; make one with uuidgen');
  for (const { language } of statements) {
    if (!Object.hasOwn(titles, language))
      findings.warn('problem.yaml', `name: has no title in the language "${language}", but there is a statement in it`);
  }
  for (const language of Object.keys(titles)) {
    if (statements.length > 0 && !statements.some((each) => each.language === language))
      findings.warn('problem.yaml', `name: has a title in the language "${language}", but there is no statement in it`);
  }
}

function checkStatements({ statements, attachments, constants, format }: ProblemPackage, findings: Findings): void {
  const folder = format === 'legacy' || format === 'domjudge' ? 'problem_statement' : 'statement';
  if (statements.length === 0) {
    const isPdf = attachments.some(({ name }) => /^problem\b.*\.(?:pdf|html|txt)$/.test(name));
    const remedy = `add ${folder}/problem.en.md or .tex`;
    findings.warn(
      folder,
      isPdf ? `only has a file to download; to show it on the page, ${remedy}` : `there is no statement; ${remedy}`,
    );
  }
  for (const statement of statements) {
    const { markdown, notes } = statementAsMarkdown(statement, { constants });
    const where = statement.hostPath.split('/').slice(-2).join('/');
    if (markdown.trim() === '') findings.warn(where, 'is empty; write the statement');
    for (const note of notes) findings.warn(note.where, note.message);
  }
}

function checkSamples({ tests, kind, sampleInteractions }: ProblemPackage, findings: Findings): void {
  // The reader has said why there are none.
  if (tests.length === 0) return;
  const isTalk = kind.interactive || kind.multiPass;
  const samples = tests.filter(({ isSample }) => isSample);
  if (isTalk && sampleInteractions.length === 0)
    findings.warn(
      'data/sample',
      'shows no example conversation; add data/sample/1.interaction with lines that start with < and >',
    );
  else if (!isTalk && samples.length === 0)
    findings.warn('data/sample', 'has no test; users see no example. Add data/sample/1.in and 1.ans');
  if (samples.length === tests.length)
    findings.warn('data/secret', 'has no test; users see all that they are judged by');
}

function checkTests({ hostPath, tests, limits }: ProblemPackage, findings: Findings): void {
  const bySize = new Map<number, PackageTest[]>();
  const inside = (path: string) => path.slice(hostPath.length + 1);
  for (const test of tests) {
    const { size } = statSync(test.hostInputPath);
    const same = bySize.get(size) ?? [];
    if (size > 0 && size <= MAX_COMPARED_BYTES) bySize.set(size, same);
    same.push(test);
    if (startHasCarriageReturns(test.hostInputPath))
      findings.warn(
        inside(test.hostInputPath),
        'has lines that end with CR LF; programs may trip over them. Save it with LF',
      );
    const answerBytes = test.hostAnswerPath === devNull ? 0 : statSync(test.hostAnswerPath).size;
    if (answerBytes > (limits.outputBytes ?? USUAL_OUTPUT_BYTES))
      findings.warn(
        inside(test.hostAnswerPath),
        `has ${answerBytes} bytes, more than a program may print; raise limits.output`,
      );
  }
  for (const same of bySize.values()) {
    const seen = new Map<string, PackageTest>();
    for (const test of same.length > 1 ? same : []) {
      const args = JSON.stringify([test.args, test.hostFilesPath, test.validatorArgs]);
      const key = createHash('sha256').update(readFileSync(test.hostInputPath)).update(args).digest('hex');
      const twin = seen.get(key);
      // Groups of a scored problem share tests, and samples are often secret tests too.
      if (twin && !twin.isSample && folderOf(twin) === folderOf(test))
        findings.warn(inside(test.hostInputPath), `is the same input as ${inside(twin.hostInputPath)}; remove one`);
      seen.set(key, test);
    }
  }
}

const folderOf = ({ name }: PackageTest): string => name.slice(0, name.lastIndexOf('/'));

function startHasCarriageReturns(hostPath: string): boolean {
  const file = openSync(hostPath, 'r');
  try {
    const buffer = Buffer.alloc(4096);
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0)).includes('\r\n');
  } finally {
    closeSync(file);
  }
}

function checkLimits({ limits, submissions }: ProblemPackage, findings: Findings): void {
  if (limits.cpuTimeMs !== undefined || submissions.some(({ boundsTimeLimit }) => boundsTimeLimit === 'lower')) return;
  findings.warn(
    'problem.yaml',
    'there is neither a time limit nor an accepted submission to derive one from; add either',
  );
}

function checkSubmissions({ submissions }: ProblemPackage, findings: Findings): void {
  if (!submissions.some(({ expected }) => expected[0] === 'Accepted'))
    findings.warn('submissions/accepted', 'has no submission; nobody knows whether the problem can be solved. Add one');
  const unknown = submissions.filter(({ expected, rules }) => expected.length === 0 && !rules);
  for (const folder of new Set(unknown.map(({ path }) => path.split('/')[1] as string))) {
    const meant = verdictsOfFolder(folder).length > 0 ? undefined : nearestWord(folder, FOLDERS);
    const remedy =
      meant && meant !== folder ? `did you mean ${meant}?` : 'say it in submissions.yaml or by @EXPECTED_RESULTS@:';
    findings.warn(`submissions/${folder}`, `says nothing of the verdict to expect; ${remedy}`);
  }
  for (const { path } of submissions.filter(({ files }) => files.length === 0))
    findings.warn(path, 'is an empty folder; remove it');
}

function checkFolders({ hostPath, format }: ProblemPackage, findings: Findings): void {
  const folder = new PackageFolder(hostPath);
  const isLegacy = format === 'legacy' || format === 'domjudge';
  const validators = ['input_validators', ...(isLegacy ? ['input_format_validators'] : [])];
  if (!validators.some((name) => folder.list(name).length > 0))
    findings.warn('input_validators', 'has no program; nobody checks that the tests keep to the statement. Add one');
  const files = folder.filesBelow('data');
  const foreign = isLegacy ? 'test_group.yaml' : 'testdata.yaml';
  const own = isLegacy ? 'testdata.yaml' : 'test_group.yaml';
  for (const { path, name } of files) {
    if (name === foreign && (isLegacy || format === '2025-09'))
      findings.warn(path, `is called ${own} in the format "${isLegacy ? 'legacy' : format}"; rename it`);
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}$/.test(name))
      findings.warn(path, 'has a name that other judges leave out; use letters, digits, _, . and - only');
  }
}
