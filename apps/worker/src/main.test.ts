/**
 * The worker as a process: killed in the middle of a test, stopped, left alone by its
 * launcher. Runs the built program, as the launcher does.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openQueueClient, PRIORITY, type QueueClient } from '@letscode/queue';
import { openStore, type Store } from '@letscode/store';
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DOUBLE, eventually, putProblem, putSubmission } from './testing/problems.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROGRAM = join(ROOT, 'apps/worker/dist/main.js');

/** Long enough to be met in the middle, by sleep and not by work: the machine is shared. */
const SLOW = 'import time\ntime.sleep(0.3)\nprint(int(input()) * 2)\n';

let dataFolder: string;
let postgres: TestPostgres;
let databaseUrl: string;
let store: Store;
let queue: QueueClient;
const children: ChildProcess[] = [];

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', 'apps/worker'], {
    cwd: ROOT,
  });
  dataFolder = await mkdtemp(join(tmpdir(), 'letscode-worker-'));
  // Only Python is on the worker's path: the other toolchains need not be proven here.
  await mkdir(join(dataFolder, 'bin'));
  await symlink('/usr/bin/python3', join(dataFolder, 'bin/python3'));
  postgres = await startTestPostgres();
  databaseUrl = await postgres.createDatabase();
  store = openStore(databaseUrl);
  await putProblem(store, 'double', DOUBLE);
  queue = await openQueueClient({ engine: { kind: 'postgres', url: databaseUrl } });
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, 'SIGTERM')));
});
afterAll(async () => {
  await queue?.close();
  await store?.close();
  await postgres?.stop();
  if (dataFolder) await rm(dataFolder, { recursive: true });
});

/** Resolves when it takes jobs. */
async function startProcess(): Promise<ChildProcess> {
  const child = fork(PROGRAM, [], {
    // Not the test runner's own, which lead to the sources.
    execArgv: [],
    env: {
      PATH: join(dataFolder, 'bin'),
      DATABASE_URL: databaseUrl,
      LETSCODE_DATA: dataFolder,
      LETSCODE_LANES: '2',
      LETSCODE_LOG_LEVEL: 'error',
    },
  });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code} before it was ready`)));
  });
  return child;
}

function exitOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? child.signalCode);
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const ended = exitOf(child);
  child.kill(signal);
  return ended;
}

async function submitSlow(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const id = await putSubmission(store, { problemId: 'double', code: SLOW });
    await queue.addSubmission(id, PRIORITY.submit);
    ids.push(id);
  }
  return ids;
}

/** Waits until one of the submissions is in the middle of its tests. */
function someRunning(ids: string[]): Promise<string> {
  return eventually(async () => {
    for (const id of ids) if ((await store.submissions.find(id))?.status === 'Running') return id;
    return undefined;
  });
}

async function expectOneRightVerdictEach(ids: string[]): Promise<void> {
  for (const id of ids) {
    const found = await eventually(async () => {
      const row = await store.submissions.find(id);
      return row?.status === 'Completed' || row?.status === 'Failed' ? row : undefined;
    });
    expect(found).toMatchObject({ status: 'Completed', verdict: { status: 'Accepted', passedCount: 3 } });
    expect(found.testResults).toHaveLength(3);
  }
}

/** A killed worker leaves some behind, for a later start to clear up; no other may. */
async function jobFolders(): Promise<string[]> {
  const names = await readdir(join(dataFolder, 'scratch')).catch(() => []);
  return names.filter((name) => name.startsWith('job-')).sort();
}

describe('a worker process', { timeout: 120_000 }, () => {
  it('killed in the middle of a test costs no verdict and doubles none', async () => {
    const first = await startProcess();
    const ids = await submitSlow(4);
    await someRunning(ids);
    expect(await end(first, 'SIGKILL')).toBe('SIGKILL');
    await startProcess();
    await expectOneRightVerdictEach(ids);
  });

  it('told to stop in the middle of a test ends well, and what it had is judged by the next', async () => {
    const before = await jobFolders();
    const first = await startProcess();
    const ids = await submitSlow(4);
    await someRunning(ids);
    expect(await end(first, 'SIGTERM')).toBe(0);
    // A killed worker of another test may still count for some seconds; this one has taken itself off the list.
    const active = await store.workers.listActive();
    expect(active.filter(({ id }) => id.includes(`-${first.pid}-`))).toEqual([]);
    const second = await startProcess();
    await expectOneRightVerdictEach(ids);
    await end(second, 'SIGTERM');
    expect(await jobFolders()).toEqual(before);
  });

  it('ends by itself when its launcher is gone', async () => {
    const child = await startProcess();
    const ended = exitOf(child);
    child.disconnect();
    expect(await ended).toBe(0);
  });

  it('says which setting is wrong', async () => {
    const run = promisify(execFile)(process.execPath, [PROGRAM], {
      env: { LETSCODE_LANES: 'many', DATABASE_URL: databaseUrl },
    });
    await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('LETSCODE_LANES="many"') });
  });
});
