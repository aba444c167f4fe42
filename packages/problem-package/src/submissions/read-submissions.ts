/**
 * The submissions of a package: every file and folder in a folder of submissions/, with what its
 * author expects of it.
 *
 * legacy: by the folder's name or a comment. Newer formats: by submissions.yaml and the folders'
 * demands there, which speak of single tests. From these follows what the whole may come to, which
 * is the verdict of the first test that fails:
 *
 *     permitted P, required R with AC in R       one of P
 *     required without AC                        one of P, but not Accepted
 */
import { closeSync, openSync, readSync } from 'node:fs';
import type { TestGroup, Verdict } from '@letscode/core';
import type { PackageSubmission, PackageTest, SubmissionRule } from '../contract.js';
import type { Findings } from '../findings.js';
import { languageOfCode } from '../language-codes.js';
import type { PackageEntry, PackageFolder } from '../package-folder.js';
import { expectationOfComment, verdictsOfFolder } from './expected-verdicts.js';
import { type Demands, readSubmissionEntries, type SubmissionEntry } from './submissions-yaml.js';

/** Notes and what compilers and editors leave behind. */
const NO_SUBMISSION = /^(?:readme(?:\..*)?|.*\.(?:md|txt|pyc|class|o|orig|yaml)|__pycache__)$/i;

const ALL: Verdict[] = [
  ...(['Accepted', 'Wrong Answer', 'Presentation Error', 'Time Limit Exceeded', 'Runtime Error'] as const),
  ...(['Memory Limit Exceeded', 'Security Violation', 'Output Limit Exceeded'] as const),
];

export interface SubmissionsOptions {
  findings: Findings;
  isLegacy: boolean;
  isScored: boolean;
  /** Whether an accepted test may give less than all of its score. */
  hasOwnValidator: boolean;
  tests: readonly PackageTest[];
  groups: readonly TestGroup[];
}

interface SubmissionsContext extends SubmissionsOptions {
  testsOfParts: Map<object, string[]>;
  groupsOfParts: Map<object, string[]>;
}

export function readSubmissions(folder: PackageFolder, options: SubmissionsOptions): PackageSubmission[] {
  const context = { ...options, testsOfParts: new Map(), groupsOfParts: new Map() };
  const entries = context.isLegacy ? [] : readSubmissionEntries(folder, context.findings);
  const folders = folder.list('submissions').filter((entry) => entry.isFolder && !NO_SUBMISSION.test(entry.name));
  const submissions = folders.flatMap((verdictFolder) =>
    folder
      .list(verdictFolder.path)
      .filter((entry) => !NO_SUBMISSION.test(entry.name))
      .map((entry) => readSubmission(folder, { verdictFolder, entry, entries }, context)),
  );
  const paths = submissions.map(({ path }) => path.slice('submissions/'.length));
  for (const { glob, origin } of entries) {
    if (origin && !paths.some((path) => glob.matches(path)))
      context.findings.warn(origin.where, `"${origin.key}" matches no submission; correct the pattern or remove it`);
  }
  return submissions;
}

interface Place {
  verdictFolder: PackageEntry;
  entry: PackageEntry;
  entries: readonly SubmissionEntry[];
}

function readSubmission(folder: PackageFolder, place: Place, context: SubmissionsContext): PackageSubmission {
  const { verdictFolder, entry } = place;
  const files = (entry.isFolder ? folder.filesBelow(entry.path) : [entry]).filter(
    (file) => !/(?:\.pyc|\.class|\.o)$|__pycache__/.test(file.path),
  );
  const submission: PackageSubmission = {
    path: entry.path,
    hostPath: entry.hostPath,
    files: files.map((file) => ({
      name: entry.isFolder ? file.path.slice(entry.path.length + 1) : file.name,
      hostPath: file.hostPath,
    })),
    expected: verdictsOfFolder(verdictFolder.name),
  };
  const insidePath = entry.path.slice('submissions/'.length);
  const matched = place.entries.filter(({ glob }) => glob.matches(insidePath));
  const byFolder = submission.expected;
  if (matched.length > 0) Object.assign(submission, expectationsOf(matched, context));
  else if (verdictFolder.name === 'accepted') submission.boundsTimeLimit = 'lower';
  else if (verdictFolder.name === 'time_limit_exceeded') submission.boundsTimeLimit = 'upper';
  // The newer formats have fewer folders than authors do.
  if (submission.expected.length === 0 && !submission.rules) submission.expected = byFolder;
  // What a heuristic reaches is accepted, without all of the score.
  if (context.isScored && context.hasOwnValidator && String(submission.expected) === 'Accepted')
    submission.expected = ['Accepted', 'Partially Correct'];
  for (const { hostPath } of submission.files) {
    const { verdicts, score } = expectationOfComment(startOf(hostPath));
    if (verdicts) submission.expected = verdicts;
    if (score !== undefined) submission.expectedScore = { min: score, max: score };
    if (verdicts || score !== undefined) break;
  }
  submission.usedForTimeLimit = submission.boundsTimeLimit !== undefined;
  return submission;
}

function expectationsOf(entries: readonly SubmissionEntry[], context: SubmissionsContext): Partial<PackageSubmission> {
  const found: Partial<PackageSubmission> = {};
  const rules: SubmissionRule[] = [];
  let expected = ALL;
  for (const entry of entries) {
    expected = expected.filter((verdict) => allows(entry, verdict));
    if (saysSomething(entry)) rules.push(ruleOf(entry));
    if (entry.score) found.expectedScore = entry.score;
    if (entry.language) found.language = languageOfCode(entry.language);
    if (entry.entrypoint) found.entrypoint = entry.entrypoint;
    for (const part of entry.parts) {
      const tests = testsOf(part, context);
      if (saysSomething(part) && tests.length > 0) rules.push({ ...ruleOf(part), tests });
      if (part.required && !part.required.includes('Accepted'))
        expected = expected.filter((each) => each !== 'Accepted');
      for (const name of groupsOf(part, context)) {
        const ofGroup = {
          group: name,
          expected: partial(
            ALL.filter((verdict) => allows(part, verdict)),
            context,
          ),
        };
        found.expectedOfGroups = [
          ...(found.expectedOfGroups ?? []),
          part.score ? { ...ofGroup, score: part.score } : ofGroup,
        ];
      }
    }
    const bound = boundOf(entry) ?? entry.parts.map(boundOf).find((each) => each !== undefined);
    if (bound) found.boundsTimeLimit = bound;
  }
  // Where nothing is demanded, nothing is expected.
  const isFree = rules.every((rule) => !rule.permitted && !rule.required) && !found.expectedOfGroups;
  if (rules.length > 0) found.rules = rules;
  return { ...found, expected: isFree ? [] : partial(expected, context) };
}

/** Names of the tests that a part of an entry is about; compared once, however many submissions ask. */
function testsOf(part: SubmissionEntry['parts'][number], { tests, testsOfParts }: SubmissionsContext): string[] {
  const known = testsOfParts.get(part) ?? tests.map(({ name }) => name).filter((name) => part.glob.matches(name));
  testsOfParts.set(part, known);
  return known;
}

function groupsOf(part: SubmissionEntry['parts'][number], { groups, groupsOfParts }: SubmissionsContext): string[] {
  const known =
    groupsOfParts.get(part) ?? groups.map(({ name }) => name).filter((name) => name !== '' && part.glob.matches(name));
  groupsOfParts.set(part, known);
  return known;
}

/** Some tests accepted and some not makes a scored submission Partially Correct. */
function partial(expected: Verdict[], context: SubmissionsContext): Verdict[] {
  const mayBePartial = context.isScored && expected.some((verdict) => verdict !== 'Accepted');
  return mayBePartial ? [...expected, 'Partially Correct'] : expected;
}

const saysSomething = (demands: Demands): boolean =>
  demands.permitted !== undefined || demands.required !== undefined || demands.message !== undefined;

function ruleOf({ permitted, required, message }: Demands): SubmissionRule {
  return { ...(permitted && { permitted }), ...(required && { required }), ...(message && { message }) };
}

function allows({ permitted, required }: Demands, whole: Verdict): boolean {
  if (permitted && !permitted.includes(whole)) return false;
  return whole !== 'Accepted' || !required || required.includes('Accepted');
}

function boundOf(demands: Demands): 'lower' | 'upper' | undefined {
  const { useForTimeLimit, permitted, required } = demands;
  if (useForTimeLimit === false) return undefined;
  if (useForTimeLimit === 'lower' || useForTimeLimit === 'upper') return useForTimeLimit;
  const late: Verdict = 'Time Limit Exceeded';
  if (
    required?.includes(late) &&
    !required.some((each) => each === 'Wrong Answer' || each === 'Runtime Error' || each === 'Accepted')
  )
    return 'upper';
  return permitted && !permitted.includes(late) ? 'lower' : undefined;
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
