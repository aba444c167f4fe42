/** What is told of a submission while a queue or a database is slow; the whole way is in worker.test.ts. */
import type { StatusUpdate, TestResult } from '@letscode/core';
import type { Attempt } from '@letscode/store';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProgressReporter } from './progress-reporter.js';

const ATTEMPT: Attempt = {
  ...{
    submissionId: 's',
    attempt: 1,
    problemId: 'double',
    language: 'c',
    userId: 'ada',
    code: '',
    isCustomTest: false,
  },
};
const RESULT: TestResult = { name: 'secret/1', verdict: 'Accepted', cpuTimeMs: 1, wallTimeMs: 1, memoryBytes: 0 };

let published: StatusUpdate['data'][];
let written: number[];
let fencedCount: number;
let isOurs: boolean;
/** Lets one event through after the other. */
let answers: (() => void)[];
let reporter: ProgressReporter;

beforeEach(() => {
  vi.useFakeTimers();
  [published, written, answers, fencedCount, isOurs] = [[], [], [], 0, true];
  reporter = new ProgressReporter({
    submissions: {
      progress: async ({ currentTest }) => {
        written.push(currentTest);
        return isOurs;
      },
    },
    publish: ({ update }) => {
      published.push(update);
      return new Promise((resolve) => answers.push(resolve));
    },
    attempt: ATTEMPT,
    testCount: 20,
    onFenced: () => {
      fencedCount += 1;
    },
    log: pino({ level: 'silent' }),
  });
});
afterEach(() => {
  reporter.end();
  vi.useRealTimers();
});

const finish = (count: number) => reporter.finishedTest(RESULT, count);
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const tests = () => published.map(({ currentTest }) => currentTest);

describe('progress', () => {
  it('is told test by test without waiting, and stored now and then', async () => {
    reporter.running();
    for (let count = 1; count <= 20; count += 1) {
      finish(count);
      await wait(10);
    }
    expect(tests()).toEqual(Array.from({ length: 21 }, (_, count) => count));
    await wait(100);
    expect(written).toEqual([0, 10, 20]);
  });

  it('is not stored any more when the tests are over: the verdict tells it', async () => {
    reporter.running();
    await wait(10);
    finish(1);
    reporter.end();
    await wait(1_000);
    expect(written).toEqual([0]);
    expect(fencedCount).toBe(0);
  });

  it('is all told before what waits for it goes on', async () => {
    reporter.running();
    finish(1);
    let isTold = false;
    void reporter.told().then(() => {
      isTold = true;
    });
    answers[1]?.();
    await wait(1);
    expect(isTold).toBe(false);
    answers[0]?.();
    await wait(1);
    expect(isTold).toBe(true);
  });

  it('is dropped behind an event that takes long, and told again after it', async () => {
    reporter.running();
    await wait(1_001);
    finish(1);
    expect(tests()).toEqual([0]);
    answers[0]?.();
    await wait(1);
    finish(2);
    expect(tests()).toEqual([0, 2]);
  });

  it('ends with the fence', async () => {
    isOurs = false;
    reporter.running();
    await wait(1);
    expect(fencedCount).toBe(1);
    finish(1);
    await wait(1_000);
    expect(tests()).toEqual([0]);
    expect(written).toEqual([0]);
  });
});
