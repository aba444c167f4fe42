/** What authors ask for: a package verified, submissions judged again. */
import type {
  CompileResult,
  Rejudging,
  TestResult,
  TimeLimitAdvice,
  VerdictSummary,
  Verification,
  VerificationRow,
} from '@letscode/core';

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
