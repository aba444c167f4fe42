import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { storeSuite } from '../test/store-suite.js';
import { openStore } from './open-store.js';
import { importSampleProblem, sampleSubmission } from './testing.js';

const suite = storeSuite((store) => importSampleProblem(store));
const { store } = suite;

const verdict = {
  status: 'Accepted',
  passedCount: 1,
  testCount: 1,
  maxCpuTimeMs: 1,
  maxWallTimeMs: 1,
  maxMemoryBytes: 1,
} as const;
const testResults = [{ name: 'sample/1', verdict: 'Accepted', cpuTimeMs: 1, wallTimeMs: 1, memoryBytes: 1 } as const];

/** One submission from insertion to verdict; returns its id once everything was acknowledged. */
async function judgeOne(): Promise<string> {
  const submission = sampleSubmission();
  await store.submissions.insert(submission);
  const attempt = await store.submissions.beginAttempt(submission.id, 'w');
  if (!attempt) throw new Error('the submission was not there');
  const fence = { id: submission.id, attempt: attempt.attempt };
  if (!(await store.submissions.progress({ ...fence, stage: 'Running', currentTest: 0, testCount: 1 }))) {
    throw new Error('progress was fenced off');
  }
  if (!(await store.submissions.complete({ ...fence, verdict, compile: null, testResults: [...testResults] }))) {
    throw new Error('the verdict was fenced off');
  }
  return submission.id;
}

/** Keeps several submissions under way while `disturb` runs, and some more afterwards. */
async function judgeDuring(disturb: () => Promise<void>): Promise<string[]> {
  let isOver = false;
  const ids: string[] = [];
  const lane = async () => {
    while (!isOver) ids.push(await judgeOne());
    ids.push(await judgeOne());
  };
  const lanes = Promise.all([lane(), lane(), lane(), lane()]);
  while (ids.length < 8) await sleep(10);
  await disturb().finally(() => {
    isOver = true;
  });
  await lanes;
  return ids;
}

async function expectOneVerdictEach(ids: string[]): Promise<void> {
  expect(new Set(ids).size).toBeGreaterThanOrEqual(12);
  for (const id of ids) {
    const found = await store.submissions.find(id);
    expect(found?.status).toBe('Completed');
    expect(found?.testResults).toHaveLength(1);
  }
}

describe('a restart of PostgreSQL', () => {
  test('is waited out by calls that run: none fails, each submission has one verdict', async () => {
    await expectOneVerdictEach(await judgeDuring(() => suite.postgres.restart()));
  });

  test('even as a crash: kill -9 of the postmaster loses nothing that was acknowledged', async () => {
    await expectOneVerdictEach(await judgeDuring(() => suite.postgres.restart({ kill: true })));
  });

  test('blobs, languages and workers are written through it as well', async () => {
    const restart = suite.postgres.restart();
    await Promise.all([
      store.blobs.put(Buffer.from('during a restart')),
      store.workers.beat({ id: 'w', laneCount: 1, runningCount: 0, layers: [] }),
      store.languages.report([]),
      store.migrate(),
      restart,
    ]);
    expect(await store.workers.listActive()).toHaveLength(1);
  });

  test('one that takes too long ends in database_unavailable, and a ping says so soon', async () => {
    const impatient = openStore(await suite.postgres.createDatabase(), { retryMs: 200 });
    await impatient.ping();
    let outcomes: PromiseSettledResult<unknown>[] = [];
    await suite.postgres.restart({
      whileStopped: async () => {
        outcomes = await Promise.allSettled([impatient.ping(), impatient.languages.list()]);
      },
    });
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'database_unavailable' } });
    }
    await impatient.ping();
    await impatient.close();
  });
});
