/**
 * What the store keeps, noun by noun, as the apps see it.
 *
 * PostgreSQL is the source of truth. Writes by a worker are fenced: they name
 * the attempt they belong to and do nothing (returning false) once a newer one
 * has begun. A verdict and its test results are written in one transaction.
 */
import type {
  Alternative,
  ClaimCounts,
  ClientClaim,
  CompileResult,
  Language,
  Limits,
  ProblemDetail,
  ProblemKind,
  ProblemSummary,
  Rejudging,
  Stage,
  Strategy,
  SubmissionSummary,
  SubmissionView,
  TestResult,
  TimeLimitAdvice,
  VerdictSummary,
  Verification,
  VerificationRow,
} from '@letscode/core';

export interface Store {
  readonly history: HistoryStore;
  readonly problems: ProblemStore;
  readonly submissions: SubmissionStore;
  readonly claims: ClaimStore;
  readonly violations: ViolationStore;
  readonly blobs: BlobStore;
  readonly languages: LanguageStore;
  readonly workers: WorkerStore;
  readonly modules: ModuleStore;
  readonly verifications: VerificationStore;
  readonly rejudgings: RejudgingStore;
  /** What seals the artifacts that workers share: random, the same for all of this database. */
  artifactSecret(): Promise<string>;
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

export interface NewSubmission {
  id: string;
  problemId: string;
  language: string;
  userId: string;
  code: string;
  isCustomTest: boolean;
  strategy: Strategy;
  reasons: string[];
  /** The two other tiers, and what spoke against each. */
  alternatives?: Alternative[];
  /** What the browser found on the public tests, where its word is taken. */
  client?: NewClaim;
}

/** A failure ends the submission with the verdict; a success waits for the server. */
export interface NewClaim {
  claim: ClientClaim;
  /** Of a failure: the submission is stored as completed with this. */
  outcome?: { verdict: VerdictSummary; testResults: TestResult[] };
  /** Of a failure: judge it again when there is nothing else to do. Default false. */
  wantsRecheck?: boolean;
}

export interface ClaimStore {
  /** False while the user has a violation record of repeated false claims, which holds for 30 days. */
  isTrusted(userId: string): Promise<boolean>;
  counts(): Promise<ClaimCounts>;
  /** Picks the oldest failure that is to be judged again, for the rejudging of that id, and marks it so. */
  beginRecheck(rejudgingId: string): Promise<string | undefined>;
  /** Those under way, oldest first; `stage` is that of the rejudging, null when there is none. */
  listRechecks(limit: number): Promise<{ submissionId: string; rejudgingId: string; stage: string | null }[]>;
  /** Once its rejudging has ended: compares what stands now with the claim. May be repeated. */
  settleRecheck(submissionId: string): Promise<void>;
}

export interface ViolationStore {
  /** Whether the user has a violation record, of any kind, of the last 30 days. */
  isOnRecord(userId: string): Promise<boolean>;
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
  /**
   * Submissions that are not final and untouched for `idleMs`, oldest first: for the sweep. `isClaimed`: a browser has
   * passed their public tests, so they wait behind the others.
   */
  listStale(idleMs: number, limit: number): Promise<{ id: string; attempts: number; isClaimed: boolean }[]>;
  /**
   * Puts a stale, not final row back to Queued (the sweep, before it adds a job again).
   *
   * @param idleMs only if it is still untouched for so long: a worker may have taken it up since it was listed. Default 0.
   */
  requeue(id: string, idleMs?: number): Promise<boolean>;
  /** Ids of completed submissions, newest first: for a look back. */
  listCompleted(limit: number): Promise<string[]>;
  /** Mean ms from the first attempt to the verdict over the last 100 completed; 0 before the first. */
  meanExecutionMs(): Promise<number>;
}

/** The row as a worker takes it up for one more solution. */
export interface VerificationStep {
  id: string;
  /** The fence. */
  attempt: number;
  problemId: string;
  packageSha256: string;
  /** Whom to tell of the progress. */
  userId?: string;
  /** What was planned; absent before. */
  timeLimit?: TimeLimitAdvice;
  /** Those that are done, by their place in the package. */
  done: Map<number, SolutionTimes>;
}

/** What one solution says of the time limit. */
export interface SolutionTimes {
  slowestAccepted?: { submission: string; cpuTimeMs: number };
  fastestTooSlow?: { submission: string; cpuTimeMs: number };
  suggestedMs?: number;
}

/** At most one open verification for a problem. */
export interface VerificationStore {
  /**
   * @returns the id of the one that is open already for the same package, or of a new one
   * @throws `problem_not_found`
   */
  create(verification: { id: string; problemId: string; userId?: string }): Promise<string>;
  find(id: string): Promise<Verification | undefined>;
  /** The newest of a problem. */
  findLatest(problemId: string): Promise<Verification | undefined>;
  /** Begins a step; undefined when the verification is final or unknown. */
  beginStep(id: string): Promise<VerificationStep | undefined>;
  /** What is to be done, before the first row. False when fenced off, as below. */
  plan(
    id: string,
    attempt: number,
    plan: { tests: string[]; totalCount: number; timeLimit: TimeLimitAdvice },
  ): Promise<boolean>;
  addRow(id: string, attempt: number, position: number, row: VerificationRow, times: SolutionTimes): Promise<boolean>;
  complete(id: string, attempt: number, timeLimit: TimeLimitAdvice): Promise<boolean>;
  fail(id: string, attempt: number, message: string): Promise<boolean>;
  /** Those that are open and untouched for `idleMs`, oldest first: for the sweep. */
  listStale(idleMs: number, limit: number): Promise<{ id: string; attempts: number }[]>;
}

/** A submission that a runner judges again. */
export interface RejudgingItem {
  position: number;
  /** The fence. */
  attempt: number;
  submissionId: string;
  problemId: string;
  language: string;
  code: string;
  isCustomTest: boolean;
  /** Whom to tell of the progress of the whole. */
  userId?: string;
}

export interface RejudgingStore {
  /**
   * Notes the present verdicts of all that is to be judged again. Those that are not finished are left out:
   * they are judged by the problem as it is anyway.
   *
   * @param runnerCount how many jobs work on it side by side, at most
   * @throws `problem_not_found`, `submission_not_found` that names it, `conflict` when there is nothing to judge again
   */
  create(rejudging: {
    id: string;
    what: { problemId: string } | { submissionIds: string[] };
    userId?: string;
    runnerCount: number;
  }): Promise<{ submissionCount: number; runnerCount: number }>;
  find(id: string): Promise<Rejudging | undefined>;
  /**
   * The next submission for a runner; one that it had taken and not finished comes first, so that nothing is lost with
   * a worker. Undefined when nothing is left for it.
   */
  takeItem(id: string, runner: number): Promise<RejudgingItem | undefined>;
  /** @returns the progress of the whole, or undefined when fenced off */
  finishItem(
    id: string,
    item: Pick<RejudgingItem, 'position' | 'attempt'>,
    result: { verdict: VerdictSummary; compile: CompileResult | null; testResults: TestResult[] } | { message: string },
  ): Promise<Pick<Rejudging, 'stage' | 'finishedCount' | 'totalCount'> | undefined>;
  /**
   * Puts the new verdicts in the place of the old ones, in one transaction; a submission that another rejudging has
   * changed meanwhile keeps what that one gave it. Doing it twice is no error.
   *
   * @returns those that have another verdict or score now, for telling their users, at most `limit`
   * @throws `rejudging_not_found`, `conflict` when it is not Judged
   */
  apply(id: string, limit: number): Promise<AppliedVerdict[]>;
  /** @throws `rejudging_not_found`, `conflict` when it was applied */
  discard(id: string): Promise<void>;
  /** Those that are open and untouched for `idleMs`, oldest first: for the sweep. */
  listStale(idleMs: number, limit: number): Promise<{ id: string; runnerCount: number }[]>;
}

export interface AppliedVerdict {
  submissionId: string;
  problemId: string;
  userId: string;
  verdict: VerdictSummary;
}

/** Figures of past submissions; times in ms since 1970. */
export interface HistoryStore {
  /** The user's latest, oldest first. */
  ofUser(userId: string, limit: number): Promise<{ language: string; atMs: number }[]>;
  /** Everybody's by language, each weighing half as much for every half-life of its age. */
  languageShares(halfLifeMs: number): Promise<Map<string, number>>;
  /** Submissions by hour since 1970, of the last weeks. */
  hourlyCounts(weeks: number): Promise<Map<number, number>>;
  /** Everybody's latest, oldest first: for back-tests. */
  latest(limit: number): Promise<{ userId: string; language: string; atMs: number }[]>;
}

export interface LanguageStore {
  /** Written by a worker after it has proven the toolchains. */
  report(languages: Language[]): Promise<void>;
  list(): Promise<Language[]>;
}

/** Programs compiled for browsers, for MODULE_TTL_MS: a cache that every server reads and that a crash may empty. */
export interface ModuleStore {
  /** Removes what is too old, and the oldest beyond the bound of all. @param gzip the module, compressed */
  put(id: string, gzip: Uint8Array): Promise<void>;
  /** Whether it is there for long enough to be fetched after the answer. */
  has(id: string): Promise<boolean>;
  /** @returns it as it was put */
  get(id: string): Promise<Uint8Array | undefined>;
}

/** Which workers live: a heartbeat row each. */
export interface WorkerStore {
  beat(worker: { id: string; laneCount: number; runningCount: number; layers: string[] }): Promise<void>;
  remove(id: string): Promise<void>;
  /** Workers whose last beat is at most 10 s old. */
  listActive(): Promise<{ id: string; laneCount: number; runningCount: number }[]>;
}
