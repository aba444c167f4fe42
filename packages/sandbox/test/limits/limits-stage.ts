/** What the suites of limits share: a sandbox with the options of a test, and the groups in which its programs run. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openSandbox, type Sandbox, type SandboxOptions } from '../../src/index.js';
import { type Box, descendantsOf, makeBox } from '../box-fixture.js';

export interface LimitsStage {
  sandbox: Sandbox;
  box: Box;
  helper: number;
}

const OK = { kind: 'exited', code: 0 };

/** Opens a sandbox for `work`, and looks afterwards that nothing of it is left. */
export async function withSandbox(options: Partial<SandboxOptions>, work: (stage: LimitsStage) => Promise<void>) {
  const others = helpers();
  const sandbox = await openSandbox({ laneCount: 1, ...options });
  const helper = helpers().find((pid) => !others.includes(pid)) ?? 0;
  const box = makeBox(() => sandbox);
  try {
    expect(helper).toBeGreaterThan(0);
    expect((await box.run(['/bin/true'])).report.exit).toEqual(OK);
    await work({ sandbox, box, helper });
  } finally {
    await sandbox.close();
    box.remove();
  }
  expect(descendantsOf(helper)).toEqual([]);
  expect(groupsOf(helper)).toEqual([]);
}

function helpers(): number[] {
  const isHelper = (pid: number) =>
    statusOf(pid, 'Name').startsWith('letscode-box') && statusOf(pid, 'PPid') === String(process.pid); // not a box
  return descendantsOf(process.pid).filter(isHelper);
}

export function statusOf(pid: number, name: string): string {
  const path = `/proc/${pid}/status`;
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(text)?.[1] ?? '';
}

/** Groups of a helper in all hierarchies. The status of `find` is no matter: those of other helpers may go while it looks. */
function groupsOf(helper: number): string[] {
  const given = ['/sys/fs/cgroup', '-name', `letscode-${helper}`, '-type', 'd'];
  return spawnSync('find', given, { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
}

/** The folders of a helper's slots, in all hierarchies. */
export function slotFolders(helper: number): string[] {
  return groupsOf(helper).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.startsWith('slot-'))
      .map((name) => join(folder, name)),
  );
}

/** Runs a sleeper, and reads a file of the group it is in; undefined where no hierarchy has that file. */
export async function fileWhileRunning(
  { box, helper }: LimitsStage,
  limits: Parameters<Box['spec']>[1],
  names: string[],
): Promise<string | undefined> {
  const stop = new AbortController();
  const run = box.run(['/bin/sleep', '60'], limits, stop.signal).catch(() => undefined);
  let sleeper: number | undefined;
  while (sleeper === undefined) {
    sleeper = descendantsOf(helper).find((pid) => statusOf(pid, 'Name') === 'sleep');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const inGroup = (folder: string) =>
    readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').includes(String(sleeper));
  const paths = slotFolders(helper)
    .filter(inGroup)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  expect(paths.length).toBeGreaterThan(0);
  const path = paths.find((each) => existsSync(each));
  const text = path === undefined ? undefined : readFileSync(path, 'utf8').trim();
  stop.abort();
  await run;
  return text;
}
