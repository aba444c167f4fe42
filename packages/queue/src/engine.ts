/**
 * What the two engines have to offer beyond BullMQ's own queue: a place in the
 * line, and events from every worker to every server.
 *
 * Events are a hint. They arrive in order per publisher while the engine is up,
 * and are lost while it is away; whoever needs the truth reads the store.
 */
import type { Queue, Worker } from 'bullmq';

/** All jobs are in one BullMQ queue of this name, so that tests and submissions share lanes and one order. */
export const QUEUE_NAME = 'judge';
/** Programs that are compiled before they are submitted: apart, so that they are in nobody's way (draft-worker.ts). */
export const DRAFT_QUEUE_NAME = 'drafts';

type QueueName = typeof QUEUE_NAME | typeof DRAFT_QUEUE_NAME;

export type Processor = (job: JobLike, token: string) => Promise<unknown>;

/** The few things of a BullMQ job that we touch; the same on both engines. */
export interface JobLike {
  id?: string | undefined;
  name: string;
  data: unknown;
  returnvalue: unknown;
  attemptsStarted: number;
  updateData(data: never): Promise<void>;
  moveToWait(token?: string): Promise<unknown>;
  moveToDelayed(timestampMs: number, token?: string): Promise<unknown>;
}

/** The parts of BullMQ's classes that we use; the classes themselves differ in type by engine. */
export interface JobQueue
  extends Pick<
    Queue,
    'add' | 'getJob' | 'getJobState' | 'getJobCounts' | 'remove' | 'clean' | 'waitUntilReady' | 'close'
  > {
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export interface JobWorker extends Pick<Worker, 'run' | 'pause' | 'waitUntilReady' | 'close'> {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'lockRenewalFailed', listener: (jobIds: string[]) => void): unknown;
  on(event: 'completed', listener: (job: JobLike) => void): unknown;
}

export interface WorkerSettings {
  concurrency: number;
  /** A job that stalls more often than this is dropped. */
  maxStalledCount: number;
}

export interface Engine {
  createQueue(name: QueueName): JobQueue;
  createWorker(name: QueueName, processor: Processor, settings: WorkerSettings): JobWorker;
  /** 1-based place among the waiting jobs; undefined when it is not waiting. */
  position(jobId: string): Promise<number | undefined>;
  /** Sends text to all that listen, in the order of the calls. */
  publish(text: string): Promise<void>;
  /** Begins to listen; resolves when nothing published from now on is missed. Comes back by itself after a loss. */
  listen(listener: (text: string) => void): Promise<void>;
  ping(): Promise<void>;
  /** Whether the error says that the engine is away, so that trying again may help. */
  isAway(error: unknown): boolean;
  close(): Promise<void>;
}

/** A dead worker's job is noticed after at most lock + two stalled intervals: 5 to 10 s. In ms. */
const LOCK_MS = 5_000;
const STALLED_INTERVAL_MS = 2_500;
/** Pause of a worker's loop while the engine is away, in ms. */
const RETRY_DELAY_MS = 500;

/** What a BullMQ worker is told, whichever the engine. */
export function workerOptionsOf(settings: WorkerSettings) {
  return {
    ...settings,
    autorun: false,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_INTERVAL_MS,
    runRetryDelay: RETRY_DELAY_MS,
  };
}
