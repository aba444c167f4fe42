/** The producer's side: adds jobs, tells their place, hears of progress. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  LetscodeError,
  type ModuleRequest,
  type ModuleResponse,
  type TestRequest,
  type TestResponse,
} from '@letscode/core';
import type { AuthoringEvent, BackgroundWork, ProgressEvent, QueueClient, QueueOptions } from './contract.js';
import { PRIORITY } from './contract.js';
import { DraftClient } from './draft-client.js';
import { type Engine, type JobQueue, QUEUE_NAME } from './engine.js';
import {
  type AskedJobData,
  askedJobData,
  BACKGROUND,
  type BackgroundJobData,
  backgroundJobId,
  type EventMessage,
  MODULE,
  responseOf,
  SUBMISSION,
  type SubmissionJobData,
  TEST,
} from './messages.js';
import { openEngine } from './open-engine.js';
import { atMost, Patience } from './patience.js';

/** BullMQ's own limit on deliveries; ours is the worker's `maxAttempts`. */
const UNLIMITED_ATTEMPTS = 1_000;
/** Pause before a submission is delivered again after a fault of ours, in ms. */
const BACKOFF_MS = 500;
/** How often the end of a test is looked for in case its event was lost, in ms. */
const LOOK_EVERY_MS = 1_000;
const PING_MS = 1_000;
const CLOSE_MS = 3_000;

const HELD_STATES = new Set(['waiting', 'prioritized', 'active', 'delayed']);

/**
 * @returns when the engine answers and events are heard; the caller closes it
 * @throws LetscodeError `queue_unavailable`
 */
export async function openQueueClient(options: QueueOptions): Promise<QueueClient> {
  const engine = openEngine(options);
  const client = new Client(engine, options.onError ?? (() => {}));
  try {
    await client.start();
  } catch (error) {
    await client.close();
    throw error;
  }
  return client;
}

class Client implements QueueClient {
  readonly drafts: DraftClient;
  readonly #engine: Engine;
  readonly #patience: Patience;
  readonly #onError: (error: Error) => void;
  readonly #listeners = new Set<(event: ProgressEvent) => void>();
  readonly #authoringListeners = new Set<(event: AuthoringEvent) => void>();
  /** Who waits for which test. */
  readonly #tests = new Map<string, () => void>();
  #queue: JobQueue | undefined;
  #closed: Promise<void> | undefined;

  constructor(engine: Engine, onError: (error: Error) => void) {
    this.#engine = engine;
    this.#onError = onError;
    this.#patience = new Patience(engine);
    this.drafts = new DraftClient(engine, this.#patience, onError);
  }

  async start(): Promise<void> {
    await this.#patience.wait(() => this.#engine.ping());
    // A BullMQ queue that failed to get ready never will: each try makes a new one.
    await this.#patience.wait(async () => {
      const queue = this.#engine.createQueue(QUEUE_NAME);
      queue.on('error', this.#onError);
      try {
        await queue.waitUntilReady();
      } catch (error) {
        await atMost(queue.close(), CLOSE_MS);
        throw error;
      }
      this.#queue = queue;
    });
    await this.#patience.wait(() => this.#engine.listen((text) => this.#hear(text)));
  }

  #ready(): JobQueue {
    if (!this.#queue || this.#closed) throw new LetscodeError('queue_unavailable', 'the queue was closed');
    return this.#queue;
  }

  #hear(text: string): void {
    try {
      const message = JSON.parse(text) as EventMessage;
      if (message.kind === 'tested') this.#tests.get(message.id)?.();
      else if (message.kind === 'authoring') this.#tell(this.#authoringListeners, message.event);
      else if (message.kind === 'progress') this.#tell(this.#listeners, message.event);
      else if (message.kind === 'draft') this.drafts.heard(message.event);
    } catch (error) {
      this.#onError(error as Error);
    }
  }

  #tell<Event>(listeners: ReadonlySet<(event: Event) => void>, event: Event): void {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#onError(error as Error);
      }
    }
  }

  async addSubmission(submissionId: string, priority: number): Promise<void> {
    const data: SubmissionJobData = { givenBack: 0 };
    await this.#patience.wait(() =>
      this.#ready().add(SUBMISSION, data, {
        jobId: submissionId,
        priority,
        attempts: UNLIMITED_ATTEMPTS,
        backoff: { type: 'fixed', delay: BACKOFF_MS },
        removeOnComplete: true,
        removeOnFail: true,
      }),
    );
  }

  hasJob(submissionId: string): Promise<boolean> {
    return this.#isHeld(submissionId);
  }

  async addBackground(work: BackgroundWork): Promise<void> {
    const data: BackgroundJobData = { work, givenBack: 0 };
    await this.#patience.wait(() =>
      this.#ready().add(BACKGROUND, data, {
        jobId: backgroundJobId(work),
        priority: PRIORITY.background,
        attempts: UNLIMITED_ATTEMPTS,
        backoff: { type: 'fixed', delay: BACKOFF_MS },
        removeOnComplete: true,
        removeOnFail: true,
      }),
    );
  }

  hasBackground(work: BackgroundWork): Promise<boolean> {
    return this.#isHeld(backgroundJobId(work));
  }

  async #isHeld(jobId: string): Promise<boolean> {
    const state = await this.#patience.wait(() => this.#ready().getJobState(jobId));
    return HELD_STATES.has(state);
  }

  position(submissionId: string): Promise<number | undefined> {
    return this.#patience.wait(() => this.#engine.position(submissionId));
  }

  async load(): Promise<{ waitingCount: number; runningCount: number }> {
    const counts = await this.#patience.wait(() =>
      this.#ready().getJobCounts('waiting', 'prioritized', 'delayed', 'active'),
    );
    const { waiting = 0, prioritized = 0, delayed = 0, active = 0 } = counts;
    return { waitingCount: waiting + prioritized + delayed, runningCount: active };
  }

  runTest(request: TestRequest, timeoutMs: number): Promise<TestResponse> {
    return this.#ask(TEST, request, timeoutMs);
  }

  makeModule(request: ModuleRequest, timeoutMs: number): Promise<ModuleResponse> {
    return this.#ask(MODULE, request, timeoutMs);
  }

  async #ask<Response extends TestResponse | ModuleResponse>(
    jobName: string,
    request: TestRequest | ModuleRequest,
    timeoutMs: number,
  ): Promise<Response> {
    const id = `${jobName}-${randomUUID()}`;
    const data = askedJobData(request, Date.now() + timeoutMs);
    const finished = new Promise<void>((resolve) => this.#tests.set(id, resolve));
    try {
      const returned = await this.#patience.within(
        timeoutMs,
        async (deadline) => {
          await this.#addAsked(jobName, id, data);
          return this.#testResult(id, finished, deadline);
        },
        () => new LetscodeError('overloaded', 'no worker finished the test run in time: try again in a moment'),
      );
      return responseOf<Response>(returned);
    } finally {
      this.#tests.delete(id);
      // Finished, or waiting in vain: either way it must not stay. One that runs is removed when it ends.
      if (!this.#closed) void this.#queue?.remove(id).catch(() => {});
    }
  }

  async #addAsked(jobName: string, id: string, data: AskedJobData): Promise<void> {
    await this.#patience.wait(() =>
      this.#ready().add(jobName, data, {
        jobId: id,
        priority: PRIORITY.test,
        attempts: UNLIMITED_ATTEMPTS,
        // The one that waits takes the result away; what nobody takes is dropped later.
        removeOnComplete: { age: 60, count: 100 },
        removeOnFail: true,
      }),
    );
  }

  async #testResult(id: string, finished: Promise<void>, deadline: AbortSignal): Promise<{ json: string }> {
    for (let news: Promise<void> | undefined = finished; !deadline.aborted; ) {
      const timer = new AbortController();
      const pause = sleep(LOOK_EVERY_MS, undefined, { signal: timer.signal }).catch(() => {});
      // The event settles once; when the result is not there yet even so, it is looked for at intervals.
      const isNews = await Promise.race([pause.then(() => false), ...(news ? [news.then(() => true)] : [])]);
      timer.abort();
      if (isNews) news = undefined;
      const job = await this.#patience.wait(() => this.#ready().getJob(id));
      if (!job) throw new LetscodeError('queue_unavailable', 'the queue lost the test run: try again');
      if (job.finishedOn !== undefined && job.returnvalue) return job.returnvalue as { json: string };
    }
    throw deadline.reason;
  }

  onProgress(listener: (event: ProgressEvent) => void): () => void {
    return subscribe(this.#listeners, listener);
  }

  onAuthoring(listener: (event: AuthoringEvent) => void): () => void {
    return subscribe(this.#authoringListeners, listener);
  }

  ping(): Promise<void> {
    return this.#patience.wait(() => this.#engine.ping(), PING_MS);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#patience.close();
    this.#listeners.clear();
    this.#authoringListeners.clear();
    await Promise.all([this.#queue && atMost(this.#queue.close(), CLOSE_MS), this.drafts.close(CLOSE_MS)]);
    await atMost(this.#engine.close(), CLOSE_MS);
  }
}

/** Wrapped, so that one function given twice is two subscriptions. */
function subscribe<Event>(listeners: Set<(event: Event) => void>, listener: (event: Event) => void): () => void {
  const own = (event: Event) => listener(event);
  listeners.add(own);
  return () => {
    listeners.delete(own);
  };
}
