/**
 * What the store keeps, noun by noun, as the apps see it.
 *
 * PostgreSQL is the source of truth. Writes by a worker are fenced: they name
 * the attempt they belong to and do nothing (returning false) once a newer one
 * has begun. A verdict and its test results are written in one transaction.
 */
import type {
  CompileResult,
  Language,
  Limits,
  ProblemDetail,
  ProblemSummary,
  Stage,
  Strategy,
  SubmissionSummary,
  SubmissionView,
  TestResult,
  VerdictSummary,
} from '@letscode/core';

export interface Store {
  readonly problems: ProblemStore;
  readonly submissions: SubmissionStore;
  readonly blobs: BlobStore;
  readonly languages: LanguageStore;
  readonly workers: WorkerStore;
  /** Applies outstanding migrations under an advisory lock; safe to call from several processes at once. */
  migrate(): Promise<void>;
  /** Resolves when the server answers; rejects with `database_unavailable`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

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
  | { kind: 'custom'; args: string[]; files: { path: string; sha256: string }[] };

export interface StoredTest {
  /** `sample/1`, `secret/01-small`; order of judging is the order of the list. */
  name: string;
  isSample: boolean;
  inputSha256: string;
  inputBytes: number;
  answerSha256: string;
  answerBytes: number;
}

/** A problem as it is imported; `detail`'s counters are ignored. Blobs must have been put before. */
export interface ProblemImport {
  detail: ProblemDetail;
  limits: Limits;
  checker: CheckerConfig;
  tests: StoredTest[];
  /** Hash over the whole package: an import of the same hash changes nothing. */
  packageSha256: string;
}

/** What a worker needs to judge; secret tests included, so never for the outside. */
export interface JudgingProblem {
  id: string;
  limits: Limits;
  checker: CheckerConfig;
  tests: StoredTest[];
}

export interface ProblemStore {
  upsert(problem: ProblemImport): Promise<{ changed: boolean }>;
  packageSha256(id: string): Promise<string | undefined>;
  list(userId?: string): Promise<ProblemSummary[]>;
  find(id: string, userId?: string): Promise<ProblemDetail | undefined>;
  findForJudging(id: string): Promise<JudgingProblem | undefined>;
}

/** Test data and validator sources by content. */
export interface BlobStore {
  /** @returns the SHA-256 in lower-case hex. @throws `too_large` */
  put(bytes: Uint8Array): Promise<string>;
  get(sha256: string): Promise<Uint8Array | undefined>;
}

export interface NewSubmission {
  id: string;
  problemId: string;
  language: string;
  userId: string;
  code: string;
  isCustomTest: boolean;
  strategy: Strategy;
  reasons: string[];
}

/** The row as a worker takes it up. */
export interface Attempt {
  submissionId: string;
  /** From 1; the fence. */
  attempt: number;
  problemId: string;
  language: string;
  userId: string;
  code: string;
  isCustomTest: boolean;
}

/** The stored view: queue position and diagnostics are added by the server. */
export type StoredSubmission = Omit<SubmissionView, 'queuePosition' | 'diagnostics'>;

export interface SubmissionStore {
  /** Durable when it resolves. @throws `problem_not_found` */
  insert(submission: NewSubmission): Promise<void>;
  find(id: string): Promise<StoredSubmission | undefined>;
  /** Newest first; `before` is an exclusive ISO time, for paging. */
  listByUser(
    userId: string,
    filter: { problemId?: string; limit: number; before?: string },
  ): Promise<Omit<SubmissionSummary, 'queuePosition'>[]>;
  /** Those not yet Completed or Failed. */
  listOpenByUser(userId: string): Promise<Omit<SubmissionSummary, 'queuePosition'>[]>;
  /** Begins a new attempt and sets Compiling; undefined when the submission is final or unknown. */
  beginAttempt(id: string, workerId: string): Promise<Attempt | undefined>;
  /** @returns false when the attempt is no longer the newest or the submission is final: stop working on it */
  progress(update: {
    id: string;
    attempt: number;
    stage: Extract<Stage, 'Compiling' | 'Running'>;
    currentTest: number;
    testCount: number;
  }): Promise<boolean>;
  /** One transaction: verdict, compile result, all test results. False when fenced off. */
  complete(result: {
    id: string;
    attempt: number;
    verdict: VerdictSummary;
    compile: CompileResult | null;
    testResults: TestResult[];
  }): Promise<boolean>;
  /** Back to Queued after a fault of ours, so that it is taken up again. False when fenced off. */
  release(id: string, attempt: number): Promise<boolean>;
  /** Ends as Failed with an Internal Error verdict. False when fenced off. */
  fail(id: string, attempt: number, message: string): Promise<boolean>;
  /** Ids of submissions that are not final and untouched for `idleMs`, oldest first: for the sweep. */
  listStale(idleMs: number, limit: number): Promise<{ id: string; attempts: number }[]>;
  /**
   * Puts a stale, not final row back to Queued (the sweep, before it adds a job again).
   *
   * @param idleMs only if it is still untouched for so long: a worker may have taken it up since it was listed. Default 0.
   */
  requeue(id: string, idleMs?: number): Promise<boolean>;
  /** Mean ms from the first attempt to the verdict over the last 100 completed; 0 before the first. */
  meanExecutionMs(): Promise<number>;
}

export interface LanguageStore {
  /** Written by a worker after it has proven the toolchains. */
  report(languages: Language[]): Promise<void>;
  list(): Promise<Language[]>;
}

/** Which workers live: a heartbeat row each. */
export interface WorkerStore {
  beat(worker: { id: string; laneCount: number; runningCount: number; layers: string[] }): Promise<void>;
  remove(id: string): Promise<void>;
  /** Workers whose last beat is at most 10 s old. */
  listActive(): Promise<{ id: string; laneCount: number; runningCount: number }[]>;
}
