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
 * Delivery is at least once. A worker that dies is noticed after about 5 s and its
 * job is given to another; the store's fencing makes the second delivery harmless.
 */
import type { AuthoringUpdate, StatusUpdate, TestRequest, TestResponse } from '@letscode/core';

/** Where the jobs live. */
export type QueueEngine = { kind: 'postgres'; url: string } | { kind: 'redis'; url: string };

/** Lower is sooner. A job always has one. */
export const PRIORITY = { test: 1, submit: 2, requeued: 2, background: 10 } as const;

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

/** The producer's side: servers and the sweep. */
export interface QueueClient {
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
  /** One step of background work. Rejecting is as above, with deliveries counted from the last step that ended well. */
  step?(work: BackgroundWork, delivery: { isLast: boolean; signal: AbortSignal }): Promise<'more' | 'done'>;
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
