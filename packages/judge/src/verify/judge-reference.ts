/**
 * One submission of a package, judged: found in its language, read, and taken in its turn.
 */
import { readFile } from 'node:fs/promises';
import { type LanguageDefinition, languageNamed, languageOfSources } from '@letscode/languages';
import type { PackageSubmission, ProblemPackage } from '@letscode/problem-package';
import { readClipped, SHOWN_BYTES } from '../clipped-text.js';
import type { Judge, JudgeOutcome, JudgingTask, SourceFile } from '../contract.js';
import { guardFiles } from '../faults.js';
import { withConstantsIn } from '../source-constants.js';

export interface VerifyOptions {
  /** The package path as the caller named it; stands in every row. */
  problemName: string;
  /** All definitions, also of languages that don't work here. */
  knownLanguages: readonly LanguageDefinition[];
  /** Ids of the languages that work. */
  usableLanguageIds: ReadonlySet<string>;
  /** Judges one submission when its turn has come; by itself, one after the other. */
  inTurn?: <T>(work: () => Promise<T>) => Promise<T>;
  /** Which submissions, by path inside the package; all when left out. */
  isWanted?: (submissionPath: string) => boolean;
  /** Called as a submission's tests finish. */
  onProgress?(submissionPath: string, finishedCount: number, testCount: number): void;
  signal?: AbortSignal;
}

export interface Judged {
  submission: PackageSubmission;
  language: LanguageDefinition;
  outcome: JudgeOutcome;
  /** For the author, when it was not judged as the files tell. */
  note?: string;
}

export interface Verifying {
  judge: Judge;
  problem: ProblemPackage;
  options: VerifyOptions & { signal: AbortSignal };
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Of each submission, by its path; those in no known language are absent. */
  languages: ReadonlyMap<string, LanguageDefinition>;
}

/** @param options those of the caller, whose signal may be another than theirs */
export async function beginVerifying(
  judge: Judge,
  problem: ProblemPackage,
  options: VerifyOptions,
): Promise<Verifying> {
  return {
    judge,
    problem,
    options: { ...options, signal: options.signal ?? new AbortController().signal },
    inTurn: options.inTurn ?? oneAfterTheOther(),
    languages: await languagesOf(problem, options.knownLanguages),
  };
}

/** Why a submission can't be judged, or the language in which it can. */
export function reasonToSkip(
  { options, languages }: Verifying,
  submission: PackageSubmission,
): LanguageDefinition | string {
  const { expected, expectedScore, rules, expectedOfGroups } = submission;
  if (expected.length === 0 && !expectedScore && !rules && !expectedOfGroups)
    return 'the package does not say which verdict it expects';
  const language = languages.get(submission.path);
  if (!language) return 'its language is not known here';
  return options.usableLanguageIds.has(language.id)
    ? language
    : `${language.name} is not installed: ${language.remedy}`;
}

/** What the package says, else what the files tell. A definition that works here is the one in `known`. */
async function languagesOf(
  { submissions }: ProblemPackage,
  known: readonly LanguageDefinition[],
): Promise<Map<string, LanguageDefinition>> {
  const found = await Promise.all(
    submissions.map(async ({ path, files, language }): Promise<[string, LanguageDefinition | undefined]> => {
      const named = language === undefined ? undefined : languageNamed(language, known);
      return [path, named ?? languageOfSources(await guardFiles('reading a submission', () => textsOf(files)), known)];
    }),
  );
  return new Map(found.flatMap(([path, language]) => (language ? [[path, language]] : [])));
}

async function textsOf(files: PackageSubmission['files']): Promise<{ name: string; text: string }[]> {
  return Promise.all(
    files.map(async ({ name, hostPath }) => ({ name, text: (await readClipped(hostPath, SHOWN_BYTES)).text })),
  );
}

export async function judgeOne(
  { judge, problem, options, inTurn }: Verifying,
  submission: PackageSubmission,
  language: LanguageDefinition,
  task: JudgingTask,
): Promise<JudgeOutcome> {
  return inTurn(async () => {
    options.signal.throwIfAborted();
    const files = await guardFiles('reading a submission', () => readSources(submission, problem.constants));
    const { entrypoint } = submission;
    const program = { language: language.id, code: '', files, ...(entrypoint === undefined ? {} : { entrypoint }) };
    return judge.judge(program, task, {
      signal: options.signal,
      onTest: (_result, finishedCount) => options.onProgress?.(submission.path, finishedCount, task.tests.length),
    });
  });
}

async function readSources(
  submission: PackageSubmission,
  constants: Readonly<Record<string, string>>,
): Promise<SourceFile[]> {
  const files = submission.files.map(async ({ name, hostPath }) => ({ name, content: await readFile(hostPath) }));
  return withConstantsIn(await Promise.all(files), constants);
}

function oneAfterTheOther(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const own = last.then(work, work);
    last = own;
    return own;
  };
}
