/**
 * Reads an ICPC/Kattis problem package from a folder, in the legacy format, in
 * 2023-07-draft / 2025-09, or as DOMjudge has it:
 *
 *     problem.yaml                      metadata (problem-yaml.ts)
 *     domjudge-problem.ini .timelimit   DOMjudge's metadata; seconds
 *     statement/ problem_statement/     read-statements.ts
 *     data/sample/ data/secret/         tests and groups of tests (data/)
 *     output_validator/ output_validators/    the custom checker (read-validation.ts)
 *     graders/                          the legacy format's custom grader
 *     include/ attachments/             read-files.ts
 *     submissions/<verdict>/            a file or a folder each (submissions/)
 *
 * Pure reader: answers paths and metadata. It goes on after a fault where it can; every
 * fault names the file (and the line in YAML) and says what to do.
 */
import { basename } from 'node:path';
import { LetscodeError, problemIdSchema } from '@letscode/core';
import type { PackageFormat, ProblemKind, ProblemPackage, Statement } from './contract.js';
import { readTests, type TestData } from './data/read-tests.js';
import { INI_FILE, parseDomjudgeIni } from './domjudge-ini.js';
import { Findings } from './findings.js';
import { PackageFolder, packageFault } from './package-folder.js';
import { type ProblemYaml, parseProblemYaml } from './problem-yaml.js';
import { readAttachments, readIncludes } from './read-files.js';
import { readStatements } from './read-statements.js';
import { checkDefaultFlags, readValidation } from './read-validation.js';
import { readSubmissions } from './submissions/read-submissions.js';
import { MAX_YAML_BYTES } from './yaml-file.js';

const MAX_TIME_LIMIT_S = 86_400;
const KINDS = ['pass-fail', 'scoring', 'interactive', 'multi-pass', 'multipass', 'default', 'custom', 'score'];

/**
 * @param path the folder that holds problem.yaml
 * @throws LetscodeError `bad_package`: the first fault; see checkPackage for all of them
 */
export async function readPackage(path: string): Promise<ProblemPackage> {
  const { problem, notes } = await readWithNotes(path);
  const fault = notes.find((note) => note.severity === 'error');
  if (fault) throw packageFault(fault.where, fault.message);
  if (!problem) throw packageFault(path, 'cannot be read');
  return problem;
}

/** What could be read of a package, and all that was found on the way. `problem` is absent when nothing could. */
export async function readWithNotes(
  path: string,
): Promise<{ problem?: ProblemPackage; notes: ProblemPackage['notes'] }> {
  const findings = new Findings();
  try {
    const problem = findings.attempt(() => read(new PackageFolder(path), findings), undefined);
    return problem ? { problem, notes: findings.notes } : { notes: findings.notes };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (cause instanceof LetscodeError || code === undefined) throw cause;
    findings.error(path, `cannot be read: ${message}`);
    return { notes: findings.notes };
  }
}

function read(folder: PackageFolder, findings: Findings): ProblemPackage {
  const id = basename(folder.hostPath);
  if (!problemIdSchema.safeParse(id).success) {
    findings.error(id, 'cannot be a problem id; name the folder with letters, digits, - and _ only');
  }
  const yaml = readMetadata(folder, findings);
  const format = findings.attempt(() => readIni(folder, yaml, findings), yaml.format);
  const kind = kindOf(yaml, findings);
  const context = { folder, findings, constants: yaml.constants };
  const { statements, documents, titles } = readStatements(folder, findings);
  const givesScores = yaml.kinds.includes('score');
  const isInteractive = kind.interactive || kind.multiPass;
  const data = findings.attempt<TestData>(
    () =>
      readTests(context, {
        ...{ format: yaml.format, grading: yaml.grading, validatorFlags: yaml.validatorFlags },
        ...{ isScored: kind.scored, isInteractive, givesScores },
      }),
    { tests: [], sampleInteractions: [], needsGrader: false },
  );
  const { tests, groups, sampleInteractions } = data;
  if (tests.length === 0 && !findings.firstError)
    findings.error('data', 'holds no test; put name.in and name.ans into data/sample or data/secret');
  const wanted = {
    ...(yaml.validation === undefined ? {} : { asked: yaml.validation }),
    ...{ isLegacy: yaml.format === 'legacy', needsOwn: isInteractive, flags: yaml.validatorFlags, givesScores },
  };
  const validation = findings.attempt<ProblemPackage['validation']>(() => readValidation(folder, wanted, findings), {
    kind: 'default',
    flags: [],
  });
  if (validation.kind === 'default') checkFlagsOfTests(validation.flags, tests, findings);
  if (data.needsGrader && !graderOf(folder))
    findings.error('graders', 'holds no grader, but a testdata.yaml says "grading: custom"; add the program');
  const hostGraderPath = data.needsGrader ? graderOf(folder) : undefined;
  const submissions = findings.attempt(
    () =>
      readSubmissions(folder, {
        ...{ findings, isLegacy: yaml.format === 'legacy', isScored: kind.scored, tests, groups: groups ?? [] },
        hasOwnValidator: validation.kind === 'custom',
      }),
    [],
  );
  for (const { message, details } of folder.leftOut)
    findings.warn(String(details?.where), `is left out: ${message.replace(`${details?.where}: `, '')}`);
  const { format: _format, kinds, validation: _asked, validatorFlags, minimizesScore, grading, ...metadata } = yaml;
  // The legacy format's `name` is in one language; statements name the others.
  if (yaml.format === 'legacy' || Object.keys(metadata.titles).length === 0)
    metadata.titles = { ...titles, ...metadata.titles };
  return {
    id,
    hostPath: folder.hostPath,
    ...metadata,
    title: titleOf(yaml.titles, statements) ?? titleOf(titles, statements) ?? id,
    format,
    kind,
    statements,
    tests,
    ...(groups ? { groups } : {}),
    ...(hostGraderPath === undefined ? {} : { hostGraderPath }),
    validation,
    submissions,
    includes: findings.attempt(() => readIncludes(folder), {}),
    attachments: [...findings.attempt(() => readAttachments(folder), []), ...documents],
    sampleInteractions,
    notes: findings.notes,
  };
}

function readMetadata(folder: PackageFolder, findings: Findings): ProblemYaml {
  const entry = folder.find('problem.yaml');
  const isThere = entry !== undefined && !entry.isFolder;
  if (!isThere && !folder.find(INI_FILE)) findings.error('problem.yaml', 'is missing; every package needs one');
  const text = isThere ? findings.attempt(() => folder.readText(entry, MAX_YAML_BYTES), '') : '';
  return findings.attempt(() => parseProblemYaml(text, findings), undefined) ?? parseProblemYaml('', new Findings());
}

/** Puts what domjudge-problem.ini and .timelimit say into the metadata; answers the format. */
function readIni(folder: PackageFolder, yaml: ProblemYaml, findings: Findings): PackageFormat {
  const entry = folder.find(INI_FILE);
  const isThere = entry !== undefined && !entry.isFolder;
  const ini = isThere ? parseDomjudgeIni(folder.readText(entry, MAX_YAML_BYTES), findings) : {};
  const seconds = ini.timeLimitS ?? timeLimitOfFile(folder, findings);
  if (seconds !== undefined && (ini.timeLimitS !== undefined || yaml.limits.cpuTimeMs === undefined))
    yaml.limits.cpuTimeMs = Math.round(seconds * 1000);
  if (ini.name && Object.keys(yaml.titles).length === 0) yaml.titles = { en: ini.name };
  const special = ini.specialCompare ?? ini.specialRun;
  const hasOwn = folder.list('output_validators').length > 0 || folder.find('output_validator') !== undefined;
  if (special && !hasOwn)
    findings.error(
      INI_FILE,
      `names the program "${special.slice(0, 60)}", which is not in the package; add it in output_validators/`,
    );
  return isThere && yaml.format === 'legacy' ? 'domjudge' : yaml.format;
}

function timeLimitOfFile(folder: PackageFolder, findings: Findings): number | undefined {
  const entry = folder.find('.timelimit');
  if (!entry || entry.isFolder) return undefined;
  const seconds = Number(folder.readText(entry, MAX_YAML_BYTES).trim() || Number.NaN);
  if (seconds >= 0.001 && seconds <= MAX_TIME_LIMIT_S) return seconds;
  findings.error('.timelimit', `must be a number of seconds from 0.001 to ${MAX_TIME_LIMIT_S}`);
  return undefined;
}

function kindOf({ kinds, minimizesScore, limits }: ProblemYaml, findings: Findings): ProblemKind {
  if (kinds.includes('submit-answer'))
    findings.error(
      'problem.yaml',
      'type: "submit-answer" problems cannot be judged here: they are answered with files',
    );
  for (const kind of kinds.filter((each) => !KINDS.includes(each) && each !== 'submit-answer'))
    findings.error(
      'problem.yaml',
      `type: "${kind.slice(0, 40)}" problems cannot be judged; pass-fail, scoring, interactive and multi-pass ones can`,
    );
  if (kinds.includes('pass-fail') && kinds.includes('scoring'))
    findings.error('problem.yaml', 'type: is pass-fail and scoring; choose one');
  const multiPass = kinds.includes('multi-pass') || kinds.includes('multipass');
  if (multiPass) limits.passCount ??= 2;
  const kind: ProblemKind = {
    scored: kinds.includes('scoring'),
    interactive: kinds.includes('interactive'),
    multiPass,
  };
  return kind.scored && minimizesScore ? { ...kind, minimizesScore: true } : kind;
}

function checkFlagsOfTests(flags: readonly string[], tests: ProblemPackage['tests'], findings: Findings): void {
  checkDefaultFlags(flags, 'problem.yaml', findings);
  const checked = new Set<string>();
  for (const { name, validatorArgs } of tests) {
    const key = JSON.stringify(validatorArgs ?? []);
    if (validatorArgs && !checked.has(key)) checkDefaultFlags(validatorArgs, `data/${name}`, findings);
    checked.add(key);
  }
}

/** The only program in graders/, or the folder where it is several files. */
function graderOf(folder: PackageFolder): string | undefined {
  const programs = folder.list('graders').filter(({ name }) => !/^readme|\.(?:md|txt|pyc)$|^__pycache__$/i.test(name));
  return programs.length > 1 ? folder.find('graders')?.hostPath : programs[0]?.hostPath;
}

function titleOf(titles: Record<string, string>, statements: readonly Statement[]): string | undefined {
  return titles.en || titles[statements[0]?.language ?? ''] || Object.values(titles)[0] || undefined;
}
