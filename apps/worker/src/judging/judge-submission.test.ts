/**
 * What becomes of a submission when something goes wrong. The store is real; the judge is
 * one that fails on demand, since the real one has no fault to order. How programs are
 * really judged is in worker.test.ts.
 */
import { type ErrorCode, LetscodeError, type TestResult } from '@letscode/core';
import type { Judge, JudgeOutcome, JudgingTask } from '@letscode/judge';
import type { ProgressEvent } from '@letscode/queue';
import { openStore, type Store } from '@letscode/store';
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { putProblem, putSubmission } from '../testing/problems.js';
import { judgeSubmission } from './judge-submission.js';

const TASK: JudgingTask = {
  problemId: 'double',
  limits: { cpuTimeMs: 1, wallTimeMs: 1, memoryBytes: 1, outputBytes: 1, processCount: 1, diskBytes: 1 },
  checker: { kind: 'default', caseSensitive: false, spaceChangeSensitive: false },
  tests: [
    { name: 'sample/1', isSample: true, hostInputPath: '/dev/null', hostAnswerPath: '/dev/null' },
    { name: 'secret/1', isSample: false, hostInputPath: '/dev/null', hostAnswerPath: '/dev/null' },
  ],
};

const RESULTS: TestResult[] = TASK.tests.map(({ name }) => ({
  name,
  verdict: 'Accepted',
  cpuTimeMs: 1,
  wallTimeMs: 2,
  memoryBytes: 3,
  stdout: `output of ${name}`,
}));

const OUTCOME: JudgeOutcome = {
  verdict: { status: 'Accepted', passedCount: 2, testCount: 2, maxCpuTimeMs: 1, maxWallTimeMs: 2, maxMemoryBytes: 3 },
  compile: null,
  testResults: RESULTS,
  layers: [],
};

let postgres: TestPostgres;
let store: Store;
let events: ProgressEvent['update'][];

beforeAll(async () => {
  postgres = await startTestPostgres();
  store = openStore(await postgres.createDatabase());
  await putProblem(store, 'double', []);
});
afterAll(async () => {
  await store.close();
  await postgres.stop();
});
beforeEach(() => {
  events = [];
});

const accept: Judge['judge'] = async (_program, _task, hooks) => {
  RESULTS.forEach((result, index) => hooks?.onTest?.(result, index + 1));
  return OUTCOME;
};

const failWith =
  (code: ErrorCode): Judge['judge'] =>
  async () => {
    throw new LetscodeError(code, `ordered: ${code}`);
  };

interface Circumstances {
  judge?: Judge['judge'];
  isLast?: boolean;
  signal?: AbortSignal;
  requireSpace?: () => Promise<void>;
}

function deliver(
  id: string,
  { judge = accept, isLast = false, signal, requireSpace }: Circumstances = {},
): Promise<void> {
  return judgeSubmission(
    {
      submissions: store.submissions,
      tasks: { load: async () => TASK },
      judge: { judge },
      publish: async (event) => void events.push(event.update),
      requireSpace: requireSpace ?? (async () => {}),
      dataFolder: '/data',
      workerId: 'worker-1',
      log: pino({ level: 'silent' }),
    },
    id,
    { isLast, signal: signal ?? new AbortController().signal },
  );
}

const submit = () => putSubmission(store, { problemId: 'double', code: 'print(1)' });
const find = async (id: string) => {
  const found = await store.submissions.find(id);
  if (!found) throw new Error('it is gone');
  return found;
};

describe('a delivery', () => {
  it('tells each stage in order and stores verdict and results together', async () => {
    const id = await submit();
    await deliver(id);
    expect(events.map(({ status, currentTest }) => [status, currentTest])).toEqual([
      ['Compiling', undefined],
      ['Running', 1],
      ['Running', 2],
      ['Completed', 2],
    ]);
    const found = await find(id);
    expect(found).toMatchObject({ status: 'Completed', verdict: OUTCOME.verdict });
    expect(found.testResults).toHaveLength(2);
  });

  it('shows the output of samples and conceals that of hidden tests', async () => {
    const id = await submit();
    await deliver(id);
    expect(JSON.stringify(events)).toContain('output of sample/1');
    expect(JSON.stringify([events, await find(id)])).not.toContain('output of secret/1');
  });

  it('of a submission that is final or unknown does nothing', async () => {
    const id = await submit();
    await deliver(id);
    events = [];
    const judge = failWith('internal');
    await deliver(id, { judge });
    await deliver('00000000-0000-4000-8000-000000000000', { judge });
    expect(events).toEqual([]);
    expect((await find(id)).status).toBe('Completed');
  });
});

describe('a fault of ours', () => {
  it('puts the submission back and has it delivered again', async () => {
    const id = await submit();
    await expect(deliver(id, { judge: failWith('sandbox_fault') })).rejects.toThrow('ordered');
    expect((await find(id)).status).toBe('Queued');
    expect(events.map(({ status }) => status)).toEqual(['Compiling', 'Queued']);
    await deliver(id);
    expect((await find(id)).verdict?.status).toBe('Accepted');
  });

  it('at the last delivery ends as Failed with an Internal Error that blames us', async () => {
    const id = await submit();
    await deliver(id, { judge: failWith('sandbox_fault'), isLast: true });
    const found = await find(id);
    expect(found).toMatchObject({ status: 'Failed', verdict: { status: 'Internal Error' } });
    expect(found.verdict?.message).toContain('our fault');
    expect(events.at(-1)).toMatchObject({ status: 'Failed', verdict: { status: 'Internal Error' } });
  });

  it.each<ErrorCode>(['disk_full', 'isolation_missing'])(
    '%s never becomes a verdict, even at the last delivery: the submission waits',
    async (code) => {
      const id = await submit();
      await expect(deliver(id, { judge: failWith(code), isLast: true })).rejects.toMatchObject({ code });
      expect(await find(id)).not.toHaveProperty('verdict');
    },
  );

  it('a write that found no space, wherever it happened, is disk_full', async () => {
    const id = await submit();
    const judge = async () => {
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    };
    await expect(deliver(id, { judge, isLast: true })).rejects.toMatchObject({ code: 'disk_full' });
    expect((await find(id)).status).toBe('Queued');
  });

  it('a disk that is full before the start takes no attempt', async () => {
    const id = await submit();
    const requireSpace = () => Promise.reject(new LetscodeError('disk_full', 'full'));
    await expect(deliver(id, { requireSpace, isLast: true })).rejects.toMatchObject({ code: 'disk_full' });
    expect((await find(id)).status).toBe('Queued');
    expect((await store.submissions.beginAttempt(id, 'next'))?.attempt).toBe(1);
  });

  it('a worker that stops gives the submission back, at the last delivery too', async () => {
    const id = await submit();
    const stop = new AbortController();
    const judge: Judge['judge'] = async (_program, _task, hooks) => {
      stop.abort(new Error('the worker stops'));
      hooks?.signal?.throwIfAborted();
      return OUTCOME;
    };
    await expect(deliver(id, { judge, isLast: true, signal: stop.signal })).rejects.toThrow('the worker stops');
    expect((await find(id)).status).toBe('Queued');
  });
});

describe('an attempt that is fenced off', () => {
  it('is aborted at its next progress and changes nothing', async () => {
    const id = await submit();
    const judge: Judge['judge'] = async (_program, _task, hooks) => {
      await store.submissions.beginAttempt(id, 'another worker');
      hooks?.onTest?.(RESULTS[0] as TestResult, 1);
      await new Promise((_resolve, reject) => {
        hooks?.signal?.addEventListener('abort', () => reject(hooks.signal?.reason));
      });
      return OUTCOME;
    };
    await deliver(id, { judge, isLast: true });
    expect(await find(id)).toMatchObject({ status: 'Compiling', testResults: [] });
    expect(events.map(({ status }) => status)).not.toContain('Failed');
  });

  it('that comes too late with its verdict tells nobody and leaves the other verdict', async () => {
    const id = await submit();
    const judge: Judge['judge'] = async () => {
      const attempt = (await store.submissions.beginAttempt(id, 'another worker'))?.attempt ?? 0;
      const verdict = { ...OUTCOME.verdict, status: 'Wrong Answer' as const };
      await store.submissions.complete({ id, attempt, verdict, compile: null, testResults: [] });
      return OUTCOME;
    };
    await deliver(id, { judge });
    expect((await find(id)).verdict?.status).toBe('Wrong Answer');
    expect(events.map(({ status }) => status)).toEqual(['Compiling']);
  });
});

describe('a PostgreSQL that restarts', () => {
  it('while a program runs costs neither the verdict nor a second run', async () => {
    const id = await submit();
    let runCount = 0;
    let restarted: Promise<void> | undefined;
    const judge: Judge['judge'] = async (program, task, hooks) => {
      runCount += 1;
      // The program ends, and its verdict is due, while the server is down.
      await new Promise<void>((ended) => {
        restarted = postgres.restart({ kill: true, whileStopped: async () => ended() });
      });
      return accept(program, task, hooks);
    };
    await deliver(id, { judge });
    await restarted;
    expect(runCount).toBe(1);
    expect(await find(id)).toMatchObject({ status: 'Completed', verdict: { status: 'Accepted' } });
  });
});
