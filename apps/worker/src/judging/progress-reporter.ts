/**
 * Tells how far a submission has come: to the store (so that a reload sees it) and to the
 * servers (so that sockets do). Tests may finish faster than either can be told; events go
 * out one after the other in order, and the store gets the latest figure when it is ready
 * for one.
 *
 * Events are a courtesy: when one took long, those that wait behind it are dropped rather
 * than keep the verdict waiting; the server looks up what a socket didn't hear.
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
  publish: (event: ProgressEvent) => Promise<void>;
  attempt: Attempt;
  testCount: number;
  onFenced: () => void;
  log: Logger;
}

/** An event that took longer, in ms, means that the queue is away. */
const SLOW_MS = 1_000;

export class ProgressReporter {
  readonly #options: ProgressReporterOptions;
  #isFenced = false;
  #telling: Promise<void> = Promise.resolve();
  #toldCount = 0;
  /** Events numbered below this are dropped. */
  #droppedBelow = 0;
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

  /** Waits until everything has been told and stored. */
  async flush(): Promise<void> {
    await this.#writing;
    await this.#telling;
  }

  /** Sends an event after those before it; one that can't be sent is only logged, since the store has the truth. */
  #tell(news: { currentTest: number; testCount: number; testResult?: TestResult }): void {
    const { attempt, publish, log } = this.#options;
    const { submissionId, problemId, userId } = attempt;
    const number = this.#toldCount++;
    this.#telling = this.#telling.then(async () => {
      if (this.#isFenced || number < this.#droppedBelow) return;
      const beganAt = performance.now();
      try {
        await publish({ userId, update: { submissionId, problemId, status: 'Running', ...news } });
      } catch (error) {
        log.debug({ err: error, submissionId }, 'an event could not be sent');
      }
      if (performance.now() - beganAt > SLOW_MS) this.#droppedBelow = this.#toldCount;
    });
  }

  #write(currentTest: number): void {
    this.#latest = currentTest;
    this.#writing ??= this.#writeLatest().finally(() => {
      this.#writing = undefined;
    });
  }

  async #writeLatest(): Promise<void> {
    const { submissions, attempt, testCount, log, onFenced } = this.#options;
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
        if (isOurs) continue;
        this.#isFenced = true;
        onFenced();
      } catch (error) {
        log.debug({ err: error, submissionId: attempt.submissionId }, 'progress could not be stored');
      }
    }
  }
}
