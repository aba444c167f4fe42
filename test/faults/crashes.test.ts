/** What dies in the middle, and what a user sees of it: one verdict per submission, and the right one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, finished, type Instance, post, startInstance } from '../support/instance.js';
import { isAlive } from '../support/processes.js';
import { listen } from '../support/status-listener.js';

const RIGHT = 'print(int(input()) * 2)';
const WRONG = 'print(int(input()) * 2 + 1)';

let instance: Instance;
let dataFolder: string;

beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'letscode-crash-'));
  instance = await startInstance({ dataFolder });
});

afterEach(async () => {
  await instance.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** Posts `count` submissions at once, right and wrong ones in turn; returns id → the verdict that is due. */
async function submitMany(count: number): Promise<Map<string, string>> {
  const due = new Map<string, string>();
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const right = index % 2 === 0;
      const { status, body } = await post(`${instance.url}/api/submit`, {
        code: right ? RIGHT : WRONG,
        language: 'python',
        problemId: 'double-it',
        userId: 'crash-test',
      });
      expect(status, JSON.stringify(body)).toBe(200);
      due.set(body.submissionId as string, right ? 'Accepted' : 'Wrong Answer');
    }),
  );
  return due;
}

async function expectVerdicts(due: Map<string, string>): Promise<void> {
  for (const [id, verdict] of due) {
    const view = await finished(instance, id, 120_000);
    expect(view.verdict?.status, JSON.stringify(view)).toBe(verdict);
  }
}

function killAll(program: 'server' | 'worker' | 'postgres', signal: NodeJS.Signals): void {
  const pids = instance.pidsOf(program);
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) process.kill(pid, signal);
}

describe('a crash in the middle', () => {
  it('of the worker, twice, gives every submission exactly one verdict, and the right one', async () => {
    const listener = await listen(instance.url, 'crash-test');
    const due = await submitMany(40);
    for (const done of [5, 15]) {
      await eventually('some verdicts', () => (listener.endings().size >= done ? true : undefined));
      killAll('worker', 'SIGKILL');
    }
    await expectVerdicts(due);
    await eventually('all endings', () => (listener.endings().size === due.size ? true : undefined));
    expect([...listener.endings().values()].every((count) => count === 1)).toBe(true);
    listener.close();
  });

  it('of PostgreSQL loses and doubles nothing', async () => {
    const due = await submitMany(20);
    killAll('postgres', 'SIGINT');
    await expectVerdicts(due);
  });

  it('of the server loses nothing, and the page answers again', async () => {
    const due = await submitMany(6);
    killAll('server', 'SIGKILL');
    await expectVerdicts(due);
  });

  it('of everything at once loses nothing that was acknowledged', async () => {
    const due = await submitMany(10);
    const pids = [...instance.pidsOf('worker'), ...instance.pidsOf('server'), ...instance.pidsOf('postgres')];
    for (const pid of [instance.launcher.pid as number, ...pids]) process.kill(pid, 'SIGKILL');
    await eventually('the end of all', () => (pids.some(isAlive) ? undefined : true));
    instance = await startInstance({ dataFolder });
    await expectVerdicts(due);
  });

  it('of the launcher alone ends its children, and the next start takes over', async () => {
    const pids = [...instance.pidsOf('worker'), ...instance.pidsOf('server')];
    const due = await submitMany(4);
    process.kill(instance.launcher.pid as number, 'SIGKILL');
    await eventually('the end of the children', () => (pids.some(isAlive) ? undefined : true));
    instance = await startInstance({ dataFolder });
    await expectVerdicts(due);
  });
});
