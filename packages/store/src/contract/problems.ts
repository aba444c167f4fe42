/** Problems, their packages and the files of these, as the store keeps them. */
import type { Limits, ProblemDetail, ProblemKind, ProblemSummary } from '@letscode/core';

/** How outputs are compared. */
export type CheckerConfig =
  | {
      kind: 'default';
      caseSensitive: boolean;
      spaceChangeSensitive: boolean;
      /** Float tolerances; absent means tokens are compared as text. */
      floatAbsolute?: number;
      floatRelative?: number;
    }
  /** An output validator by the ICPC/Kattis interface; `files` are blobs, paths relative to the validator's folder. */
  | { kind: 'custom'; args: string[]; files: BlobFile[] };

/** A file whose content is a blob; `path` has `/` and is relative to whatever it belongs to. */
export interface BlobFile {
  path: string;
  sha256: string;
}

export interface StatementText {
  /** Language code such as `en`. */
  language: string;
  title: string;
  /** Markdown. */
  text: string;
}

export interface PackageFinding {
  severity: 'error' | 'warning';
  where: string;
  message: string;
}

/** A file of the package. */
export interface PackageFileEntry extends BlobFile {
  byteCount: number;
  /** Absent: no. */
  isExecutable?: boolean;
  /** Below /api/problems/:id/files/; absent for what is for authors only. */
  publicName?: string;
}

export interface StoredTest {
  /** `sample/1`, `secret/01-small`; order of judging is the order of the list. */
  name: string;
  isSample: boolean;
  inputSha256: string;
  inputBytes: number;
  answerSha256: string;
  answerBytes: number;
}

/**
 * A problem as it is imported; `detail`'s counters are ignored. Blobs must have been put before.
 * It is judged by the files of its package, or, when it has none, by `checker` and `tests`.
 */
export interface ProblemImport {
  detail: ProblemDetail;
  limits: Limits;
  checker?: CheckerConfig;
  tests?: StoredTest[];
  /** Hash over the whole package: an import of the same hash changes nothing. */
  packageSha256: string;
  /** The first is shown to those who ask for no language; `detail` has its text. */
  statements?: StatementText[];
  /** Every file of the package. */
  files?: PackageFileEntry[];
  notes?: PackageFinding[];
  /** False when the package names no time limit, so that a verification may set it. Default true. */
  hasTimeLimit?: boolean;
}

/** What a worker needs to judge; secret tests included, so never for the outside. */
export interface JudgingProblem {
  id: string;
  limits: Limits;
  /** Of a problem that has no package. */
  checker: CheckerConfig;
  tests: StoredTest[];
  packageSha256: string;
  /** The package, in the order of the paths. */
  files: PackageFileEntry[];
}

/** What a submission is taken in and judged by, without the package. */
export interface ProblemRules {
  packageSha256: string;
  limits: Limits;
  /** Language ids that submissions may be in; absent when all may. */
  languages?: string[];
  kind?: ProblemKind;
  /** The default checker compares, so that others can compare as the judge does. */
  isComparedByDefault: boolean;
  /** Public tests, in order. */
  sampleNames: string[];
}

export interface ProblemStore {
  upsert(problem: ProblemImport): Promise<{ changed: boolean }>;
  packageSha256(id: string): Promise<string | undefined>;
  list(userId?: string): Promise<ProblemSummary[]>;
  /** @param language of the statement; another one when there is none in it */
  find(id: string, userId?: string, language?: string): Promise<ProblemDetail | undefined>;
  /** What may change between two submissions: cheaper than all of it. */
  findRules(id: string): Promise<ProblemRules | undefined>;
  findForJudging(id: string): Promise<JudgingProblem | undefined>;
  /** The whole package, in the order of the paths; undefined when there is no such problem. */
  findPackage(id: string): Promise<StoredPackage | undefined>;
  /** A file that users may have. */
  findPublicFile(id: string, publicName: string): Promise<PackageFileEntry | undefined>;
  /**
   * Sets the time limit of a problem whose package names none, as its verification has derived it.
   *
   * @returns false when the package is another one by now, or names a limit
   */
  setDerivedTimeLimit(
    id: string,
    packageSha256: string,
    limits: { cpuTimeMs: number; wallTimeMs: number },
  ): Promise<boolean>;
}

export interface StoredPackage {
  packageSha256: string;
  /** Empty for a problem that was imported before packages were kept. */
  files: PackageFileEntry[];
  notes: PackageFinding[];
  hasTimeLimit: boolean;
}

/** Files of packages by content. */
export interface BlobStore {
  /** @returns the SHA-256 in lower-case hex. @throws `too_large` */
  put(bytes: Uint8Array): Promise<string>;
  /** Stores what comes, some MiB of it in memory at a time. @throws `too_large` after 2 GiB, and what `source` throws */
  putStream(source: AsyncIterable<Uint8Array>): Promise<{ sha256: string; byteCount: number }>;
  /** Those of `names` that are stored. */
  known(names: readonly string[]): Promise<Set<string>>;
  /** The whole content. @throws `too_large` for more than 200 MiB: `read` that */
  get(sha256: string): Promise<Uint8Array | undefined>;
  /** The content in pieces, read as they are asked for: of at most 1 MiB, unless the first version stored it whole. */
  read(sha256: string): Promise<BlobReading | undefined>;
}

export interface BlobReading {
  byteCount: number;
  chunks: AsyncIterable<Uint8Array>;
}
