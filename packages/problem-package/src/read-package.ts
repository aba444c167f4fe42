/**
 * Reads an ICPC/Kattis problem package from a folder, in the legacy format or
 * in 2023-07-draft / 2025-09:
 *
 *     problem.yaml                      metadata (problem-yaml.ts)
 *     .timelimit                        seconds, legacy
 *     statement/ problem_statement/     problem.en.md, problem.en.tex, problem.md
 *     data/sample/ data/secret/         *.in with *.ans; groups may nest
 *     output_validator/ output_validators/    the custom checker
 *     submissions/<verdict>/            a file or a folder each
 *
 * Pure reader: answers paths and metadata. Every fault is a LetscodeError
 * `bad_package` that names the file (and the line in YAML) and says what to do.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { LetscodeError, problemIdSchema } from '@letscode/core';
import type { PackageSubmission, PackageTest, ProblemPackage, Statement, Validation } from './contract.js';
import { verdictsOfComment, verdictsOfFolder } from './expected-verdicts.js';
import { type PackageEntry, PackageFolder, packageFault } from './package-folder.js';
import { type ProblemYaml, parseProblemYaml } from './problem-yaml.js';

/** In bytes. Metadata is short, and parsing YAML costs some microseconds a byte. */
const MAX_YAML_BYTES = 64 * 1024;
const MAX_TIME_LIMIT_S = 86_400;

/**
 * @param path the folder that holds problem.yaml
 * @throws LetscodeError `bad_package`
 */
export async function readPackage(path: string): Promise<ProblemPackage> {
  const folder = new PackageFolder(path);
  try {
    return read(folder);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (cause instanceof LetscodeError || code === undefined) throw cause;
    throw packageFault(path, `cannot be read: ${message}`);
  }
}

function read(folder: PackageFolder): ProblemPackage {
  const id = basename(folder.hostPath);
  if (!problemIdSchema.safeParse(id).success) {
    throw packageFault(id, 'cannot be a problem id; name the folder with letters, digits, - and _ only');
  }
  const yamlEntry = folder.find('problem.yaml');
  if (!yamlEntry || yamlEntry.isFolder) throw packageFault('problem.yaml', 'is missing; every package needs one');
  const yaml = parseProblemYaml(folder.readText(yamlEntry, MAX_YAML_BYTES));
  refuseUnsupportedKinds(yaml);
  refuseUnsupportedData(folder);
  const statements = readStatements(folder);
  const tests = [...readTests(folder, 'sample'), ...readTests(folder, 'secret')];
  if (tests.length === 0)
    throw packageFault('data', 'holds no test; put name.in and name.ans into data/sample or data/secret');
  const legacySeconds = legacyTimeLimit(folder);
  if (legacySeconds !== undefined) yaml.limits.cpuTimeMs ??= Math.round(legacySeconds * 1000);
  const { kinds: _kinds, asksForCustomValidation: _custom, validatorFlags: _flags, ...metadata } = yaml;
  return {
    id,
    hostPath: folder.hostPath,
    title: titleOf(yaml, statements, folder) ?? id,
    ...metadata,
    format: 'legacy',
    kind: { scored: false, interactive: false, multiPass: false },
    includes: {},
    attachments: [],
    sampleInteractions: [],
    notes: [],
    statements,
    tests,
    validation: readValidation(folder, yaml),
    submissions: readSubmissions(folder),
  };
}

/** What cannot be judged yet is refused: a wrong verdict would be worse. */
function refuseUnsupportedKinds(yaml: ProblemYaml): void {
  const unsupported = yaml.kinds.find((kind) => !['pass-fail', 'default', 'custom'].includes(kind));
  if (!unsupported) return;
  throw packageFault('problem.yaml', `"${unsupported}" problems cannot be judged yet; only pass-fail problems can`);
}

/** Of a test or a group of tests; each asks for something that no test is given yet. */
const UNSUPPORTED_DATA: { name: RegExp; text?: RegExp; what: string }[] = [
  { name: /\.args$/, what: 'holds arguments for the program' },
  { name: /\.interaction$/, what: 'belongs to an interactive problem' },
  {
    name: /(?:^|\/)(?:testdata|test_group)\.yaml$/,
    text: /^[ \t]*output_validator_(?:flags|args)[ \t]*:[ \t]*[^ \t\r\n#]|^[ \t]*output_validator_args[ \t]*:[ \t\r]*\n[ \t]*-/m,
    what: 'sets flags of the output validator for a group of tests',
  },
];

function refuseUnsupportedData(folder: PackageFolder): void {
  for (const entry of folder.filesBelow('data')) {
    const found = UNSUPPORTED_DATA.find(
      ({ name, text }) => name.test(entry.path) && (!text || text.test(folder.readText(entry, MAX_YAML_BYTES))),
    );
    if (found) throw packageFault(entry.path, `${found.what}, which cannot be judged yet`);
  }
}

function legacyTimeLimit(folder: PackageFolder): number | undefined {
  const entry = folder.find('.timelimit');
  if (!entry || entry.isFolder) return undefined;
  const seconds = Number(folder.readText(entry, MAX_YAML_BYTES).trim());
  if (!(seconds >= 0.001 && seconds <= MAX_TIME_LIMIT_S))
    throw packageFault('.timelimit', `must be a number of seconds from 0.001 to ${MAX_TIME_LIMIT_S}`);
  return seconds;
}

function readStatements(folder: PackageFolder): Statement[] {
  const found = ['statement', 'problem_statement'].flatMap((name) => folder.list(name));
  return found.flatMap((entry) => {
    const match = /^problem(?:\.([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?))?\.(md|tex)$/.exec(entry.name);
    if (!match || entry.isFolder) return [];
    return [
      {
        language: match[1] ?? 'en',
        format: match[2] === 'md' ? 'markdown' : 'latex',
        hostPath: entry.hostPath,
      } as const,
    ];
  });
}

function titleOf(yaml: ProblemYaml, statements: Statement[], folder: PackageFolder): string | undefined {
  const named = yaml.titles.en ?? Object.values(yaml.titles)[0];
  if (named) return named;
  const statement = statements.find((each) => each.language === 'en') ?? statements[0];
  if (!statement) return undefined;
  const text = folder.readText({ name: '', path: 'statement', hostPath: statement.hostPath, isFolder: false });
  const pattern = statement.format === 'latex' ? /\\problemname\{([^}]{1,200})\}/ : /^#[ \t]+(.{1,200})$/m;
  return pattern.exec(text)?.[1]?.trim() || undefined;
}

function readTests(folder: PackageFolder, kind: 'sample' | 'secret'): PackageTest[] {
  const files = folder.filesBelow(`data/${kind}`);
  const byPath = new Map(files.map((entry) => [entry.path, entry]));
  const tests: PackageTest[] = [];
  for (const entry of files) {
    const stem = /^data\/(.*)\.in$/.exec(entry.path)?.[1];
    if (stem === undefined) {
      const alone = /^(data\/.*)\.ans$/.exec(entry.path)?.[1];
      if (alone !== undefined && !byPath.has(`${alone}.in`))
        throw packageFault(entry.path, `has no input; add ${alone}.in or remove it`);
      continue;
    }
    const answer = byPath.get(`data/${stem}.ans`);
    if (!answer) throw packageFault(entry.path, `has no answer; add data/${stem}.ans`);
    tests.push({
      name: stem,
      isSample: kind === 'sample',
      hostInputPath: entry.hostPath,
      hostAnswerPath: answer.hostPath,
    });
  }
  return tests.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readValidation(folder: PackageFolder, yaml: ProblemYaml): Validation {
  const flags = yaml.validatorFlags;
  const single = folder.find('output_validator');
  const [several, ...more] = folder.list('output_validators');
  if (!single && more.length > 0 && more.some((entry) => entry.isFolder)) {
    throw packageFault('output_validators', 'holds several validators; one is supported, remove the others');
  }
  const own = single ?? (more.length > 0 ? folder.find('output_validators') : several);
  if (own && (yaml.asksForCustomValidation || single)) return { kind: 'custom', flags, hostPath: own.hostPath };
  if (yaml.asksForCustomValidation) {
    throw packageFault(
      'problem.yaml',
      'validation is custom, but there is no output validator; add one in output_validators/',
    );
  }
  checkDefaultFlags(flags);
  return { kind: 'default', flags };
}

function checkDefaultFlags(flags: readonly string[]): void {
  for (let at = 0; at < flags.length; at++) {
    const flag = flags[at] as string;
    if (flag === 'case_sensitive' || flag === 'space_change_sensitive') continue;
    if (!['float_tolerance', 'float_absolute_tolerance', 'float_relative_tolerance'].includes(flag)) {
      throw packageFault('problem.yaml', `validator_flags: "${flag}" is unknown to the default validator`);
    }
    const tolerance = flags[++at]?.trim();
    // A tolerance without end would accept any number.
    if (!tolerance || !(Number(tolerance) >= 0 && Number.isFinite(Number(tolerance))))
      throw packageFault('problem.yaml', `validator_flags: ${flag} needs a number after it, such as 1e-6`);
  }
}

function readSubmissions(folder: PackageFolder): PackageSubmission[] {
  const verdictFolders = folder.list('submissions').filter((entry) => entry.isFolder);
  return verdictFolders.flatMap((verdictFolder) =>
    folder.list(verdictFolder.path).map((entry) => readSubmission(folder, verdictFolder, entry)),
  );
}

function readSubmission(folder: PackageFolder, verdictFolder: PackageEntry, entry: PackageEntry): PackageSubmission {
  const files = entry.isFolder ? folder.filesBelow(entry.path) : [entry];
  const comment = files
    .map((file) => verdictsOfComment(startOf(file.hostPath)))
    .find((verdicts) => verdicts !== undefined);
  return {
    path: entry.path,
    hostPath: entry.hostPath,
    files: files.map((file) => ({
      name: entry.isFolder ? file.path.slice(entry.path.length + 1) : file.name,
      hostPath: file.hostPath,
    })),
    expected: comment ?? verdictsOfFolder(verdictFolder.name),
  };
}

/** The first 64 KiB of a file. */
function startOf(hostPath: string): string {
  const file = openSync(hostPath, 'r');
  try {
    const buffer = Buffer.alloc(65_536);
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0)).toString('latin1');
  } finally {
    closeSync(file);
  }
}
