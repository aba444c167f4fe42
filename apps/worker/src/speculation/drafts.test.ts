/** Drafts on a worker with everything real: PostgreSQL, queue, judge, sandbox, gcc. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLanguages } from '@letscode/languages';
import { type DraftEvent, type DraftJob, openQueueClient, PRIORITY, type QueueClient } from '@letscode/queue';
import { openSandbox, type Sandbox } from '@letscode/sandbox';
import { openStore, type Store } from '@letscode/store';
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DOUBLE, eventually, putProblem, putSubmission } from '../testing/problems.js';
import { type RunningWorker, startWorker } from '../worker.js';

let dataFolder: string;
let postgres: TestPostgres;
let databaseUrl: string;
let store: Store;
let queue: QueueClient;
let sandbox: Sandbox;
let worker: RunningWorker | undefined;
const events: DraftEvent[] = [];

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'letscode-drafts-'));
  postgres = await startTestPostgres();
  databaseUrl = await postgres.createDatabase();
  store = openStore(databaseUrl);
  await putProblem(store, 'double', DOUBLE);
  queue = await openQueueClient({ engine: { kind: 'postgres', url: databaseUrl } });
  queue.drafts.onEvent((event) => events.push(event));
  sandbox = await openSandbox({ laneCount: 2 });
});
afterEach(async () => {
  await worker?.close(0);
  worker = undefined;
});
afterAll(async () => {
  await sandbox?.close();
  await queue?.close();
  await store?.close();
  await postgres?.stop();
  const left = await readdir(join(dataFolder, 'scratch'));
  await rm(dataFolder, { recursive: true });
  expect(left.filter((name) => name.startsWith('job-'))).toEqual([]);
});

async function start(laneCount: number): Promise<void> {
  worker = await startWorker({
    store,
    engine: { kind: 'postgres', url: databaseUrl },
    sandbox,
    languages: loadLanguages().filter(({ id }) => ['c', 'cpp', 'python'].includes(id)),
    searchPath: ['/usr/local/bin', '/usr/bin', '/bin'],
    dataFolder,
    laneCount,
    workerId: 'worker-under-test',
    log: pino({ level: 'silent' }),
    now: Date.now,
  });
}

/** Compiles for as long as it may: each level of the template makes two more. */
const BOMB =
  'template<int N, int M> struct S { S<N - 1, M * 2> a; S<N - 1, M * 2 + 1> b; };\nS<40, 1> s;\nint main() {}\n';

const program = (n: number) =>
  `#include <stdio.h>\n// ${n}\nint main(void) { int n; scanf("%d", &n); printf("%d\\n", 2 * n); }\n`;

let count = 0;

async function send(code: string, language = 'c'): Promise<DraftJob> {
  const fingerprint = (count++).toString(16).padStart(4, '0');
  const draft = { slot: 'ab', fingerprint, problemId: 'double', language, code };
  await queue.drafts.add(draft, Date.now() + 60_000);
  return draft;
}

function heard({ fingerprint }: DraftJob, state: DraftEvent['state']): Promise<DraftEvent> {
  return eventually(() => events.find((event) => event.fingerprint === fingerprint && event.state === state));
}

async function judged(code: string, language = 'c') {
  const id = await putSubmission(store, { problemId: 'double', code, language });
  await queue.addSubmission(id, PRIORITY.submit);
  return eventually(async () => {
    const found = await store.submissions.find(id);
    return found?.status === 'Completed' || found?.status === 'Failed' ? found : undefined;
  });
}

describe('drafts', () => {
  it.each([
    ['c', program(1)],
    ['python', 'print(int(input()) * 2)'],
  ])('are compiled so that the submission of the same code finds it done (%s)', async (language, code) => {
    await start(2);
    await heard(await send(code, language), 'compiled');
    const found = await judged(code, language);
    expect(found).toMatchObject({ verdict: { status: 'Accepted' }, compile: { ok: true, cached: true } });
  });

  it('that do not compile are told of, and cost the submission nothing', async () => {
    await start(2);
    await heard(await send('int main(void) { return'), 'rejected');
    expect(await judged('int main(void) { return')).toMatchObject({ verdict: { status: 'Compilation Error' } });
  });

  it.each([1, 2])('give their lane to a submission at once, and are taken up again (%i lanes)', async (laneCount) => {
    await start(laneCount);
    const bomb = await send(BOMB, 'cpp');
    await heard(bomb, 'started');
    expect(await judged(program(10 + laneCount))).toMatchObject({ verdict: { status: 'Accepted' } });
    // Neither finished nor given up when the verdict was there: it was in the way of nothing.
    const states = () => events.filter(({ fingerprint }) => fingerprint === bomb.fingerprint).map(({ state }) => state);
    expect(new Set(states())).toEqual(new Set(['started']));
    await eventually(() => states().length > 1 || undefined);
    expect(states()).toEqual(['started', 'started']);
    await queue.drafts.cancel(bomb);
    await heard(bomb, 'cancelled');
  });

  it('that are bombs end, and a flood of them delays no submission by more than the killing of one', async () => {
    await start(2);
    const bombs: DraftJob[] = [];
    for (let index = 0; index < 5; index += 1) bombs.push(await send(`${BOMB}// ${index}\n`, 'cpp'));
    await heard(bombs[0] as DraftJob, 'started');
    const verdicts = await Promise.all([judged(program(20)), judged(program(21)), judged(program(22))]);
    expect(verdicts.map(({ verdict }) => verdict?.status)).toEqual(['Accepted', 'Accepted', 'Accepted']);
    expect(
      events.filter(({ state, fingerprint }) => state !== 'started' && fingerprint === bombs[0]?.fingerprint),
    ).toEqual([]);
    const [first, ...others] = bombs as [DraftJob, ...DraftJob[]];
    for (const bomb of others) await queue.drafts.cancel(bomb);
    expect(await heard(first, 'refused')).toMatchObject({ state: 'refused' });
  });

  it('of a problem or language that is not here are refused', async () => {
    await start(2);
    const draft = { slot: 'ab', fingerprint: 'ff01', problemId: 'nowhere', language: 'c', code: program(30) };
    await queue.drafts.add(draft, Date.now() + 60_000);
    await heard(draft, 'refused');
    await heard(await send('x', 'intercal'), 'refused');
  });
});
