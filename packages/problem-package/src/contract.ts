/**
 * A problem package as read from its folder: paths and metadata, never all the
 * bytes. Everything in it was written by someone we don't trust; every path here
 * has been checked to be a regular file or folder inside the package.
 */
import type { Difficulty, Verdict } from '@letscode/core';

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
  statements: Statement[];
  /** Samples first, then secret tests, each sorted by name. */
  tests: PackageTest[];
  validation: Validation;
  submissions: PackageSubmission[];
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
}
