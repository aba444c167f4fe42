/**
 * A problem package as read from its folder: paths and metadata, never all the
 * bytes. Everything in it was written by someone we don't trust; every path here
 * has been checked to be a regular file or folder inside the package.
 */
import type { Difficulty, TestGroup, Verdict } from '@letscode/core';

/** What problem.yaml says of the problem. */
export interface PackageMetadata {
  /** Titles by statement language, where the package names them. */
  titles: Record<string, string>;
  uuid?: string;
  author?: string;
  source?: string;
  license?: string;
  keywords: string[];
  difficulty?: Difficulty;
  limits: PackageLimits;
}

export interface ProblemPackage extends PackageMetadata {
  /** The package folder's name: the problem's public id. */
  id: string;
  /** Absolute, links followed. */
  hostPath: string;
  /** From problem.yaml, else the statement's heading, else the id. */
  title: string;
  format: PackageFormat;
  kind: ProblemKind;
  statements: Statement[];
  /** Samples first, then secret tests, each in the order of judging. */
  tests: PackageTest[];
  /** Only of a scored problem: all groups, `''` first, each before its children. */
  groups?: TestGroup[];
  /** The package's own grader: a file or a folder. */
  hostGraderPath?: string;
  validation: Validation;
  submissions: PackageSubmission[];
  /** Sources that belong to every submission in a language, by language id; `''` for all others. */
  includes: Record<string, PackageFile[]>;
  /** Files for the user to download. */
  attachments: PackageFile[];
  /** Example conversations of interactive and multi-pass problems. */
  sampleInteractions: SampleInteraction[];
  /** Language ids that submissions may be in; absent when all may. */
  languages?: string[];
  /** What is odd but does no harm, for the author. */
  notes: PackageNote[];
}

/** `domjudge` is the legacy format with a domjudge-problem.ini. */
export type PackageFormat = 'legacy' | '2023-07-draft' | '2025-09' | 'domjudge';

export interface ProblemKind {
  scored: boolean;
  interactive: boolean;
  multiPass: boolean;
}

export interface PackageFile {
  /** Path below the folder it belongs to, with `/`. */
  name: string;
  hostPath: string;
}

export interface SampleInteraction {
  /** As a test's name, e.g. `sample/1`. */
  name: string;
  turns: { from: 'program' | 'interactor'; text: string }[];
}

/** A finding in a package: errors keep it from being judged, warnings don't. */
export interface PackageNote {
  severity: 'error' | 'warning';
  /** Path inside the package, with `:line` for texts. */
  where: string;
  /** What is wrong and what to do. */
  message: string;
}

/** What the package says about limits; absent where it says nothing. */
export interface PackageLimits {
  cpuTimeMs?: number;
  memoryBytes?: number;
  outputBytes?: number;
  compileMemoryBytes?: number;
  compileTimeMs?: number;
  validationTimeMs?: number;
  validationMemoryBytes?: number;
  /** Most runs for one test of a multi-pass problem. */
  passCount?: number;
  /** For a time limit derived from the judges' solutions: it is this many times the slowest accepted one's time … */
  acceptedToLimit?: number;
  /** … rounded up to a multiple of this, in ms; and solutions that are too slow take this many times the limit. */
  limitResolutionMs?: number;
  limitToTooSlow?: number;
}

export interface Statement {
  /** Language code such as `en`. */
  language: string;
  format: 'markdown' | 'latex';
  hostPath: string;
}

export interface PackageTest {
  /** Path below data/ without extension, e.g. `sample/1` or `secret/group1/03-large`. */
  name: string;
  isSample: boolean;
  hostInputPath: string;
  hostAnswerPath: string;
  /** Arguments of the validator for this test alone, where its group or itself has its own. */
  validatorArgs?: string[];
  /** Arguments of the program. */
  args?: string[];
  /** A folder whose files lie in the program's working folder. */
  hostFilesPath?: string;
}

export interface Validation {
  kind: 'default' | 'custom';
  /** Flags for the default validator, or arguments of the custom one. */
  flags: string[];
  /** The custom validator's file or folder. */
  hostPath?: string;
}

export interface PackageSubmission {
  /** Path inside the package, e.g. `submissions/accepted/sum.py`. */
  path: string;
  hostPath: string;
  /** Source files by name, sorted; several for a submission that is a folder. */
  files: { name: string; hostPath: string }[];
  /** Verdicts that the author allows; empty when the package says nothing that we understand. */
  expected: Verdict[];
  /** Scores that the author allows, inclusive. */
  expectedScore?: { min: number; max: number };
  /** Of groups, by name, where the author says so (`submissions.yaml`). */
  expectedOfGroups?: { group: string; expected: Verdict[]; score?: { min: number; max: number } }[];
  /** As `submissions.yaml` says, where the file names don't. */
  language?: string;
  entrypoint?: string;
  /** Not judged for the time limit, or not at all. */
  usedForTimeLimit?: boolean;
}
