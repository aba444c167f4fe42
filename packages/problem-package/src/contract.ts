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
  sourceUrl?: string;
  license?: string;
  rightsOwner?: string;
  keywords: string[];
  difficulty?: Difficulty;
  limits: PackageLimits;
  /**
   * Replacements for `{{name}}` and `{{name.variant}}` in statements, submissions, included files and
   * validators, by `name` and `name.variant` (withConstants in constants.ts puts them in).
   */
  constants: Record<string, string>;
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
  /** Of a scored problem in the legacy format: the least score is the best one. */
  minimizesScore?: true;
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
  /** Of a submission's sources together. */
  codeBytes?: number;
  validationTimeMs?: number;
  validationMemoryBytes?: number;
  validationOutputBytes?: number;
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
  /** The null device where the test of an interactive problem has no answer. */
  hostAnswerPath: string;
  /** Of samples: what users are shown instead of input and answer. */
  hostShownInputPath?: string;
  hostShownAnswerPath?: string;
  /** All arguments of the validator for this test, in place of `Validation.flags`, where its group or itself has its own. */
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
  /** The legacy format's `validation: custom score`: the validator gives accepted outputs their score. */
  givesScores?: true;
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
  /** False: its times say nothing about a time limit that is derived from submissions. */
  usedForTimeLimit?: boolean;
  /** What they say where they do: the limit leaves this one time enough (`lower`), or stops it (`upper`). */
  boundsTimeLimit?: 'lower' | 'upper';
  /** What `submissions.yaml` and the folder demand of single tests; all of them must hold. */
  rules?: SubmissionRule[];
}

/** A demand on the verdicts of some tests. Tests that were skipped meet it. */
export interface SubmissionRule {
  /** Names of the tests; absent for all of them. */
  tests?: string[];
  /** Every one of the tests has one of these. */
  permitted?: Verdict[];
  /** At least one of the tests has one of these. */
  required?: Verdict[];
  /** Stands in the judge's message of at least one of the tests. */
  message?: string;
}
