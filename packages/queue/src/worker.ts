/**
 * The consumer's side: takes jobs into its lanes and hands them to the handlers.
 *
 * A job is held by a lock of 5 s that is renewed while the handler works. When the
 * process dies the lock runs out and another worker gets the job. When a lock is
 * lost although we live (a long stop of the process, an engine that forgot), the
 * handler's signal is aborted: somebody else has the job now.
 *
 * Deliveries are counted by the engine when a job is taken, so that a submission
 * that kills its worker is counted too; those given back by a stopping worker
 * don't count, nor do the steps of background work that ended well.
 */
import { LetscodeError, type ModuleResponse, type TestResponse } from '@letscode/core';
import { DelayedError, UnrecoverableError, WaitingError } from 'bullmq';
import type { AuthoringEvent, ProgressEvent, QueueWorker, WorkerOptions } from './contract.js';
import { DraftConsumer } from './draft-worker.js';
import { type Engine, type JobLike, type JobWorker, QUEUE_NAME } from './engine.js';
import {
  type AskedJobData,
  BACKGROUND,
  type BackgroundJobData,
  type EventMessage,
  isAsked,
  outcomeOf,
  requestOf,
  SUBMISSION,
  type SubmissionJobData,
  TEST,
} from './messages.js';
import { openEngine } from './open-engine.js';
import { atMost, Patience } from './patience.js';

const DEFAULT_MAX_ATTEMPTS = 3;
/** An event is a hint: it is not worth more waiting than this, in ms. */
const PUBLISH_MS = 2_000;
const CLOSE_MS = 5_000;
/** A test is run although it seems too late by less than this: clocks of machines differ. In ms. */
const CLOCK_SLACK_MS = 2_000;

/**
 * @returns when the engine answers and jobs are taken; the caller closes it
 * @throws LetscodeError `queue_unavailable`
 */
export async function openQueueWorker(options: WorkerOptions): Promise<QueueWorker> {
  const consumer = new Consumer(openEngine(options), options);
  try {
    await consumer.start();
  } catch (error) {
    await consumer.close(0);
    throw error;
  }
  return consumer;
}

interface Running {
  abort: AbortController;
  /** Ends the wait for the handler; the job goes back. */
  giveBack: () => void;
  /** Settles when the job is off our hands. */
  done: Promise<unknown>;
}

class GivenBack extends Error {}
/** A step is done and there are more: the job goes back behind what users wait for. */
class StepDone extends Error {}
/** As much background work as may be runs already. */
class NoRoom extends Error {}

/** Pause of background work that found no room, in ms. */
const NO_ROOM_MS = 500;

class Consumer implements QueueWorker {
  readonly #engine: Engine;
  readonly #options: WorkerOptions;
  readonly #patience: Patience;
  readonly #onError: (error: Error) => void;
  readonly #maxAttempts: number;
  readonly #running = new Map<string, Running>();
  #worker: JobWorker | undefined;
  #drafts: DraftConsumer | undefined;
  #backgroundCount = 0;
  #isClosing = false;
  #closed: Promise<void> | undefined;

  constructor(engine: Engine, options: WorkerOptions) {
    this.#engine = engine;
    this.#options = options;
    this.#patience = new Patience(engine);
    this.#onError = options.onError ?? (() => {});
    this.#maxAttempts = options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS;
  }

  async start(): Promise<void> {
    await this.#patience.wait(() => this.#engine.ping());
    // A BullMQ worker that failed to get ready never will: each try makes a new one.
    const worker = await this.#patience.wait(async () => {
      const candidate = this.#engine.createWorker(QUEUE_NAME, (job, token) => this.#process(job, token), {
        concurrency: this.#options.laneCount,
        maxStalledCount: this.#maxAttempts,
      });
      candidate.on('error', this.#onError);
      try {
        await candidate.waitUntilReady();
      } catch (error) {
        await atMost(candidate.close(true), CLOSE_MS);
        throw error;
      }
      return candidate;
    });
    this.#worker = worker;
    worker.on('lockRenewalFailed', (jobIds: string[]) => {
      for (const id of jobIds) this.#running.get(id)?.abort.abort(new Error('the job was given to another worker'));
    });
    worker.on('completed', (job) => {
      if (isAsked(job.name) && job.id) void this.#send({ kind: 'tested', id: job.id });
    });
    worker.run().catch(this.#onError);
    const { drafts } = this.#options.handlers;
    if (!drafts) return;
    this.#drafts = new DraftConsumer(this.#engine, drafts, {
      send: (message) => this.#send(message),
      onError: this.#onError,
    });
    await this.#patience.wait(async () => this.#drafts?.start());
  }

  async #process(job: JobLike, token: string): Promise<unknown> {
    const id = job.id ?? '';
    const abort = new AbortController();
    let giveBack = () => {};
    const givenBack = new Promise<never>((_, reject) => {
      giveBack = () => reject(new GivenBack());
    });
    givenBack.catch(() => {});
    const work = this.#isClosing ? givenBack : Promise.race([this.#handle(job, abort.signal), givenBack]);
    const done = work.catch(async (error: unknown) => {
      if (error instanceof NoRoom) {
        await this.#discount(job, 1);
        await job.moveToDelayed(Date.now() + NO_ROOM_MS, token);
        throw new DelayedError();
      }
      if (error instanceof StepDone) await this.#discount(job, 'all');
      else if (error instanceof GivenBack) await this.#discount(job, 1);
      else throw error;
      await job.moveToWait(token);
      throw new WaitingError();
    });
    const running = { abort, giveBack, done };
    this.#running.set(id, running);
    if (this.#isClosing) giveBack();
    try {
      return await done;
    } finally {
      if (this.#running.get(id) === running) this.#running.delete(id);
    }
  }

  async #handle(job: JobLike, signal: AbortSignal): Promise<unknown> {
    const { handlers } = this.#options;
    if (isAsked(job.name)) {
      const data = job.data as AskedJobData;
      if (Date.now() > data.expiresAtMs + CLOCK_SLACK_MS) return null;
      return outcomeOf(() => this.#answer(job.name, data, signal));
    }
    const isKnown = job.name === SUBMISSION || (job.name === BACKGROUND && handlers.step);
    if (!isKnown) throw new UnrecoverableError(`there is no kind of job "${job.name}"`);
    const { givenBack } = job.data as SubmissionJobData;
    const isLast = job.attemptsStarted - givenBack >= this.#maxAttempts;
    try {
      if (job.name === BACKGROUND) await this.#step(job, { isLast, signal });
      else await handlers.judge(job.id ?? '', { isLast, signal });
    } catch (error) {
      if (error instanceof StepDone || error instanceof NoRoom) throw error;
      if (isLast) throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
      throw error;
    }
    return null;
  }

  async #answer(jobName: string, data: AskedJobData, signal: AbortSignal): Promise<TestResponse | ModuleResponse> {
    const { handlers } = this.#options;
    if (jobName === TEST) return handlers.test(requestOf(data), signal);
    if (handlers.module) return handlers.module(requestOf(data), signal);
    throw new LetscodeError('language_unavailable', 'this worker compiles nothing for browsers');
  }

  async #step(job: JobLike, delivery: { isLast: boolean; signal: AbortSignal }): Promise<void> {
    // One lane of several is always there for users.
    if (this.#backgroundCount >= Math.max(1, this.#options.laneCount - 1)) throw new NoRoom();
    this.#backgroundCount += 1;
    try {
      const { work } = job.data as BackgroundJobData;
      if ((await this.#options.handlers.step?.(work, delivery)) === 'more') throw new StepDone();
    } finally {
      this.#backgroundCount -= 1;
    }
  }

  /** Notes deliveries that don't count. */
  async #discount(job: JobLike, deliveries: 1 | 'all'): Promise<void> {
    if (isAsked(job.name)) return;
    const data = job.data as SubmissionJobData;
    const givenBack = deliveries === 'all' ? job.attemptsStarted : data.givenBack + deliveries;
    await job.updateData({ ...data, givenBack } as never);
  }

  async publish(event: ProgressEvent | AuthoringEvent): Promise<void> {
    await this.#send('authoring' in event ? { kind: 'authoring', event } : { kind: 'progress', event });
  }

  async #send(message: EventMessage): Promise<void> {
    try {
      await this.#patience.wait(() => this.#engine.publish(JSON.stringify(message)), PUBLISH_MS);
    } catch (error) {
      this.#onError(error as Error);
    }
  }

  close(graceMs: number): Promise<void> {
    this.#closed ??= this.#close(graceMs);
    return this.#closed;
  }

  async #close(graceMs: number): Promise<void> {
    this.#isClosing = true;
    const draftsClosed = this.#drafts?.close(CLOSE_MS);
    if (this.#worker) {
      await this.#worker.pause(true);
      await atMost(this.#settled(), graceMs);
      for (const { giveBack, abort } of this.#running.values()) {
        giveBack();
        abort.abort(new Error('the worker stops'));
      }
      await atMost(this.#settled(), CLOSE_MS);
      await atMost(this.#worker.close(), CLOSE_MS);
    }
    await draftsClosed;
    this.#patience.close();
    await atMost(this.#engine.close(), CLOSE_MS);
  }

  #settled(): Promise<unknown> {
    return Promise.allSettled([...this.#running.values()].map(({ done }) => done));
  }
}
