/** What happens when something is killed: a run, the helper, or Node itself. Nothing may stay behind. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Box, cgroupsOf, descendantsOf, makeBox } from '../test/box-fixture.js';
import { buildHelper } from './build.js';
import { encodeFrame, FrameDecoder } from './frames.js';
import { openSandbox, type Sandbox } from './index.js';
import { profileFrame } from './profiles.js';
import { encodeRun } from './run-frames.js';

let sandbox: Sandbox;
let box: Box;

beforeEach(async () => {
  sandbox = await openSandbox({ laneCount: 1 });
  box = makeBox(() => sandbox);
});

afterEach(async () => {
  await sandbox.close();
  box.remove();
  expect(descendantsOf(process.pid).filter((pid) => nameOf(pid).startsWith('letscode-box'))).toEqual([]);
});

const sleeper = ['/bin/sh', '-c', 'sleep 1000 & sleep 1000'];

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

function helperPid(): number {
  // Not a box: an init of this suite has the helper, not us, for a parent.
  const pid = descendantsOf(process.pid).find(
    (child) =>
      nameOf(child).startsWith('letscode-box') &&
      /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1] === String(process.pid),
  );
  if (pid === undefined) throw new Error('no helper runs');
  return pid;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const sleeps = (below: number) => descendantsOf(below).filter((pid) => nameOf(pid) === 'sleep').length;

test('an abort kills the run, with all of its processes, and rejects with its reason', async () => {
  const controller = new AbortController();
  const run = box.run(sleeper, {}, controller.signal);
  await until(() => sleeps(process.pid) === 2);
  controller.abort(new Error('not needed any more'));
  await expect(run).rejects.toThrow('not needed any more');
  expect(sleeps(process.pid)).toBe(0);
  expect((await box.run(['/bin/true'])).report.exit).toEqual({ kind: 'exited', code: 0 });
});

test('a run that waits for a lane can be aborted, and never starts', async () => {
  const first = new AbortController();
  const running = box.run(sleeper, {}, first.signal);
  const second = new AbortController();
  const waiting = box.run(['/bin/true'], {}, second.signal);
  second.abort(new Error('too late'));
  await expect(waiting).rejects.toThrow('too late');
  first.abort(new Error('done'));
  await expect(running).rejects.toThrow('done');
  expect((await box.run(['/bin/true'])).report.exit.kind).toBe('exited');
});

test('when the helper is killed its runs are faults, their processes die, and the next run has a new helper', async () => {
  const killed = helperPid();
  const run = box.run(sleeper);
  await until(() => sleeps(killed) === 2);
  const boxes = descendantsOf(killed);
  process.kill(killed, 'SIGKILL');
  expect((await run).report.exit).toMatchObject({ kind: 'sandbox-fault', detail: expect.stringContaining('SIGKILL') });
  await until(() => boxes.every((pid) => nameOf(pid) === ''));
  expect((await box.run(['/bin/true'])).report.exit).toEqual({ kind: 'exited', code: 0 });
  expect(helperPid()).not.toBe(killed);
  expect(cgroupsOf(killed)).toEqual([]);
});

test('close kills what runs and leaves no process and no cgroup', async () => {
  const helper = helperPid();
  const run = box.run(sleeper);
  await until(() => sleeps(helper) === 2);
  const boxes = descendantsOf(helper);
  await sandbox.close();
  expect((await run).report.exit.kind).toBe('sandbox-fault');
  await until(() => boxes.every((pid) => nameOf(pid) === ''));
  expect(cgroupsOf(helper)).toEqual([]);
  expect((await box.run(['/bin/true'])).report.exit.kind).toBe('sandbox-fault');
});

test('runs that waited for a lane when the sandbox was closed are faults, and no other helper is started for them', async () => {
  const helper = helperPid();
  const running = box.run(sleeper);
  const waiting = [box.run(['/bin/true']), box.run(['/bin/true'])];
  await until(() => sleeps(helper) === 2);
  await sandbox.close();
  for (const { report } of await Promise.all([running, ...waiting])) expect(report.exit.kind).toBe('sandbox-fault');
  expect(descendantsOf(process.pid).filter((pid) => nameOf(pid).startsWith('letscode-box'))).toEqual([]);
});

test('a helper that is killed again and again costs runs, never leaves one unsettled', async () => {
  for (let time = 0; time < 5; time++) {
    const runs = Array.from({ length: 6 }, () => box.run(['/bin/true']));
    process.kill(helperPid(), 'SIGKILL');
    for (const { report } of await Promise.all(runs)) expect(['sandbox-fault', 'exited']).toContain(report.exit.kind);
    await box.run(['/bin/true']); // a helper runs again
  }
});

test('when Node is gone, which the helper sees as the end of its input, everything ends', async () => {
  const child = spawn(await buildHelper(), ['serve', '1'], { env: {}, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const decoder = new FrameDecoder();
  child.stdout.on('data', (chunk: Buffer) => decoder.push(chunk));
  child.stdin.write(encodeFrame(await profileFrame('default')));
  child.stdin.write(
    encodeRun('run', box.spec(sleeper), { id: '1', lane: 0, profileName: 'default', ioBytesPerSecond: undefined }),
  );
  const helper = child.pid ?? 0;
  await until(() => sleeps(helper) === 2);
  const boxes = descendantsOf(helper);
  child.stdin.end();
  expect(await ended).toBe(0);
  await until(() => boxes.every((pid) => nameOf(pid) === ''));
  expect(cgroupsOf(helper)).toEqual([]);
});

test('a lane count out of bounds is refused', async () => {
  await expect(openSandbox({ laneCount: 0 })).rejects.toMatchObject({ code: 'bad_setting' });
});
