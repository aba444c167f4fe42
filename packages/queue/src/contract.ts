/**
 * The queue: which submission is judged next, and by whom.
 *
 * The database is the source of truth, the queue is a hint: losing every job
 * loses no submission, because the sweep adds a job for each row without one.
 * Both engines (PostgreSQL, Redis) keep this contract; conformance.test.ts holds it.
 *
 * Beside submissions and tests there is background work: verifications and rejudgings. One is a
 * series of steps; between two of them its job goes back to the queue behind everything that a user
 * waits for, and one lane of a worker with several never takes any.
 *
 * Drafts (programs compiled while they are typed) have a queue of their own: they are in no count and no line, a worker
 * looks at them one at a time and only when its handler finds room. They are a hint even among hints, never delivered
 * twice, and their text is gone from here when they have ended or are too old.
 *
 * Delivery is at least once. A worker that dies is noticed after about 5 s and its
 * job is given to another; the store's fencing makes the second delivery harmless.
 */
import type {
  AuthoringUpdate,
  ModuleRequest,
  ModuleResponse,
  StatusUpdate,
  TestRequest,
  TestResponse,
} from '@letscode/core';

/** Where the jobs live. */
export type QueueEngine = { kind: 'postgres'; url: string } | { kind: 'redis'; url: string };

/** Lower is sooner. A job always has one. `confirm`: a submission whose user has a provisional verdict already. */
export const PRIORITY = { test: 1, submit: 2, requeued: 2, confirm: 5, background: 10 } as const;

export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

/** Published by a worker, received by every server. */
export interface ProgressEvent {
  userId: string;
  update: StatusUpdate['data'];
}

/** Progress of background work, likewise. */
export interface AuthoringEvent {
  userId: string;
  authoring: AuthoringUpdate['data'];
}

export interface BackgroundWork {
  kind: 'verification' | 'rejudging';
  id: string;
  /** Several jobs may work on one rejudging, numbered from 0. */
  runner: number;
}

/** A program to be compiled ahead. */
export interface DraftJob {
  /** Whose: lower-case hex, so that nobody's name is in the queue. */
  slot: string;
  /** Which program of the slot: lower-case hex. */
  fingerprint: string;
  problemId: string;
  language: string;
  code: string;
}

/**
 * How a draft went. `compiled` and `rejected` (it doesn't compile) are results; `cancelled` was stopped by newer code
 * or `expired` before its turn; `refused` was one that its worker would not spend more time on.
 */
export type DraftState = 'started' | 'compiled' | 'rejected' | 'cancelled' | 'expired' | 'refused';

export interface DraftEvent {
  slot: string;
  fingerprint: string;
  state: DraftState;
  /** How long it held a lane so far, in ms. */
  laneMs: number;
}

/** Asks every worker to have boxes of a language ready. */
export interface WarmWish {
  language: string;
  count: number;
}

/** The producer's side of drafts and of warming. */
export interface DraftQueue {
  /** @throws `queue_unavailable` */
  add(draft: DraftJob, expiresAtMs: number): Promise<void>;
  /** Takes it out of the queue, or stops the worker that is at it. */
  cancel(draft: Pick<DraftJob, 'slot' | 'fingerprint'>): Promise<void>;
  /** Removes those that no worker has taken for so long. @returns how many */
  removeOlderThan(ageMs: number): Promise<number>;
  /** Tells all workers; a hint like every event. */
  warm(wishes: WarmWish[]): Promise<void>;
  /** @returns a function that ends the subscription */
  onEvent(listener: (event: DraftEvent) => void): () => void;
}

/** The producer's side: servers and the sweep. */
export interface QueueClient {
  readonly drafts: DraftQueue;
  /** Idempotent: one job per submission at a time. @throws `queue_unavailable` */
  addSubmission(submissionId: string, priority: Priority): Promise<void>;
  /** Whether a job for it waits or runs. */
  hasJob(submissionId: string): Promise<boolean>;
  /** Idempotent: one job at a time for each runner. @throws `queue_unavailable` */
  addBackground(work: BackgroundWork): Promise<void>;
  hasBackground(work: BackgroundWork): Promise<boolean>;
  /** 1 = next; undefined once it is taken or unknown. */
  position(submissionId: string): Promise<number | undefined>;
  /** Waiting and running submission and test jobs. */
  load(): Promise<{ waitingCount: number; runningCount: number }>;
  /** Runs a custom test on some worker and waits. @throws `overloaded` after `timeoutMs` */
  runTest(request: TestRequest, timeoutMs: number): Promise<TestResponse>;
  /** Has a program compiled for the browser on some worker and waits. @throws `overloaded` after `timeoutMs` */
  makeModule(request: ModuleRequest, timeoutMs: number): Promise<ModuleResponse>;
  /** @returns a function that ends the subscription */
  onProgress(listener: (event: ProgressEvent) => void): () => void;
  onAuthoring(listener: (event: AuthoringEvent) => void): () => void;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface WorkerHandlers {
  /** Rejecting means: our fault, deliver again (up to `maxAttempts`). */
  judge(submissionId: string, delivery: { isLast: boolean; signal: AbortSignal }): Promise<void>;
  test(request: TestRequest, signal: AbortSignal): Promise<TestResponse>;
  /** Puts the module where servers find it; without it, this worker makes none. */
  module?(request: ModuleRequest, signal: AbortSignal): Promise<ModuleResponse>;
  /** One step of background work. Rejecting is as above, with deliveries counted from the last step that ended well. */
  step?(work: BackgroundWork, delivery: { isLast: boolean; signal: AbortSignal }): Promise<'more' | 'done'>;
  /** What is compiled ahead; without it, this worker takes none. */
  drafts?: DraftHandlers;
}

export interface DraftHandlers {
  /** Whether one may begin just now; asked again and again while it may not. */
  hasRoom(): boolean;
  /**
   * `put back`: it had to give way and is taken up again later. Must not reject.
   *
   * @param onStarted to be called when it gets a lane, so that servers hear of it
   * @param signal aborted when newer code has come or the worker stops
   */
  compile(draft: DraftJob, onStarted: () => void, signal: AbortSignal): Promise<DraftOutcome>;
  warm(wishes: WarmWish[]): void;
}

export interface DraftOutcome {
  state: Exclude<DraftState, 'started'> | 'put back';
  laneMs: number;
}

/** The consumer's side: one per worker process. */
export interface QueueWorker {
  publish(event: ProgressEvent | AuthoringEvent): Promise<void>;
  /** Takes no new jobs, waits for the running ones up to `graceMs`, then gives them back. */
  close(graceMs: number): Promise<void>;
}

export interface QueueOptions {
  engine: QueueEngine;
  /** Prefix for names in the shared engine, so that suites don't meet. Default `letscode`. */
  namespace?: string;
  /** Told of faults that the queue survives, such as a lost connection: for the log. */
  onError?: (error: Error) => void;
}

export interface WorkerOptions extends QueueOptions {
  laneCount: number;
  handlers: WorkerHandlers;
  /** Deliveries of one submission before it counts as failed. Default 3. */
  maxAttempts?: number;
}
