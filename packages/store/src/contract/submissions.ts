/** Submissions on their way to a verdict, what browsers claimed of them, and who is on record for what. */
import type {
  Alternative,
  ClaimCounts,
  ClientClaim,
  CompileResult,
  Stage,
  Strategy,
  SubmissionSummary,
  SubmissionView,
  TestResult,
  VerdictSummary,
} from '@letscode/core';

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
