/**
 * Tells how far a submission has come: to the store (so that a reload sees it) and to the
 * servers (so that sockets do). Tests may finish faster than either can be told; events go
 * out in order, all that wait together, and the store gets the latest figure now and then.
 *
 * Both are a courtesy, and the verdict waits for neither: what the store has not been told when the
 * tests are over, the verdict tells; when an event took long, those after it are dropped, and the server
 * looks up what a socket didn't hear.
 *
 * The store's answer is the fence: when another attempt has begun, `onFenced` is called and
 * nothing more is told.
 */
import type { TestResult } from '@letscode/core';
import type { ProgressEvent } from '@letscode/queue';
import type { Attempt, SubmissionStore } from '@letscode/store';
import type { Logger } from 'pino';

export interface ProgressReporterOptions {
  submissions: Pick<SubmissionStore, 'progress'>;
  /** Sends in the order of the calls. */
  publish: (event: ProgressEvent) => Promise<void>;
  attempt: Attempt;
  testCount: number;
  onFenced: () => void;
  log: Logger;
}

/** An event that took longer, in ms, means that the queue is away. */
const SLOW_MS = 1_000;
/** Between two figures for the store, in ms: a page that is reloaded needs none finer. */
const WRITE_EVERY_MS = 100;

export class ProgressReporter {
  readonly #options: ProgressReporterOptions;
  readonly #ended = new AbortController();
  #isFenced = false;
  /** The latest event to be told; those before it are told by then. */
  #telling: Promise<void> = Promise.resolve();
  /** When the events that are under way were given away, oldest first, in ms. */
  readonly #untoldSinceMs: number[] = [];
  #latest: number | undefined;
  #writing: Promise<void> | undefined;

  constructor(options: ProgressReporterOptions) {
    this.#options = options;
  }

  /** The program is compiled, or needs no compiling. */
  running(): void {
    const { testCount } = this.#options;
    this.#write(0);
    this.#tell({ currentTest: 0, testCount });
  }

  finishedTest(testResult: TestResult, finishedCount: number): void {
    const { testCount } = this.#options;
    this.#write(finishedCount);
    this.#tell({ currentTest: finishedCount, testCount, testResult });
  }

  /** Nothing more is written. */
  end(): void {
    this.#latest = undefined;
    this.#ended.abort();
  }

  /** Waits until all events are told, dropped or given up. */
  async told(): Promise<void> {
    await this.#telling;
  }

  /** Sends an event after those before it; one that can't be sent is only logged, since the store has the truth. */
  #tell(news: { currentTest: number; testCount: number; testResult?: TestResult }): void {
    const { attempt, publish, log } = this.#options;
    const { submissionId, problemId, userId } = attempt;
    const [oldestMs] = this.#untoldSinceMs;
    const nowMs = performance.now();
    if (this.#isFenced || (oldestMs !== undefined && nowMs - oldestMs > SLOW_MS)) return;
    this.#untoldSinceMs.push(nowMs);
    const told = publish({ userId, update: { submissionId, problemId, status: 'Running', ...news } })
      .catch((error: unknown) => log.debug({ err: error, submissionId }, 'an event could not be sent'))
      .then(() => void this.#untoldSinceMs.shift());
    this.#telling = Promise.all([this.#telling, told]).then(() => {});
  }

  #write(currentTest: number): void {
    this.#latest = currentTest;
    this.#writing ??= this.#writeLatest().finally(() => {
      this.#writing = undefined;
    });
  }

  async #writeLatest(): Promise<void> {
    const { submissions, attempt, testCount, log, onFenced } = this.#options;
    const { signal } = this.#ended;
    while (this.#latest !== undefined && !this.#isFenced) {
      const currentTest = this.#latest;
      this.#latest = undefined;
      try {
        const isOurs = await submissions.progress({
          id: attempt.submissionId,
          attempt: attempt.attempt,
          stage: 'Running',
          currentTest,
          testCount,
        });
        if (!isOurs && !signal.aborted) {
          this.#isFenced = true;
          onFenced();
        }
      } catch (error) {
        log.debug({ err: error, submissionId: attempt.submissionId }, 'progress could not be stored');
      }
      await pause(WRITE_EVERY_MS, signal);
    }
  }
}

/** @param signal ends it sooner */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
