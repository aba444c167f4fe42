/** The recorder itself, on a few programs: it finds what was recorded before, and can't be taken for a sandbox. */
import { readFileSync } from 'node:fs';
import { LAYERS } from '@letscode/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildHelper } from '../../src/build.js';
import { openSandbox } from '../../src/index.js';
import { openRecorder, type Recorder } from '../../src/recorder.js';
import { type Box, makeBox } from '../box-fixture.js';
import { covers, FOLDER, type MadeCall, readProfile, recordedCalls } from './recorded-calls.js';

let recorder: Recorder;
let box: Box;

beforeAll(async () => {
  recorder = await openRecorder();
  box = makeBox(() => recorder);
});

afterAll(async () => {
  await recorder.close();
  box.remove();
});

const PYTHON = '/usr/bin/python3';

/** Runs a program of profiles/programs and tells what it called. */
async function record(program: string, profile: string, argv: string[]) {
  const { report, stdout, stderr } = await box.run(argv, {
    profile,
    env: { PATH: '/usr/bin', HOME: '/work', LANG: 'C.UTF-8' },
    hostStdinPath: box.file('stdin', '1 2\n3\n'),
    limits: { memoryBytes: 1 << 30, processCount: 50 },
  });
  expect([program, report.exit, stdout.trim(), stderr]).toEqual([
    program,
    { kind: 'exited', code: 0 },
    'ok',
    expect.anything(),
  ]);
  expect(report.layers).toEqual(LAYERS.filter((layer) => layer !== 'seccomp'));
  return recorder.take();
}

function compileFeature(name: string): string {
  box.compile(`${FOLDER}programs/c/${name}.c`, name, ['-static', '-std=gnu17', '-lm']);
  return `/box/${name}`;
}

/** Calls of which the record names this program. Long lists are cut there, so there may be more. */
const recordedFor = (profile: string, program: string) =>
  recordedCalls(profile).filter(({ programs }) => programs.split(/, | and /).includes(program));

/** How a program waits for a lock or a timer depends on the moment. */
const BY_CHANCE =
  /^(futex|sched_yield|madvise|restart_syscall|rt_sigreturn|munmap|mprotect|mmap|brk|nanosleep|clock_nanosleep)$/;

test.each(['threads', 'time', 'files', 'signals'])('recording c/%s.c anew gives what the record says', async (name) => {
  const made = await record(name, 'c', [compileFeature(name)]);
  const carriedOut = made.filter(({ outcome }) => outcome === 'allow').map(({ call }) => call);
  expect(made.filter(({ outcome }) => outcome === 'beyond')).toEqual([]);
  const before = recordedFor('c', `programs/c/${name}.c`).map((call) => call.name);
  expect(before.length).toBeGreaterThan(3);
  expect(before.filter((call) => !carriedOut.includes(call) && !BY_CHANCE.test(call))).toEqual([]);
});

test('recording a Python program anew gives calls that its profile allows', async () => {
  const made = await record('asynchronous.py', 'python', [
    PYTHON,
    '-c',
    readFileSync(`${FOLDER}programs/python/asynchronous.py`, 'utf8'),
  ]);
  const allowed = readProfile('python').syscalls.filter(({ action }) => action === 'SCMP_ACT_ALLOW');
  const calls = made.filter(({ outcome }) => outcome !== 'quiet' && outcome !== 'refuse');
  expect(calls.map(({ call }) => call)).toEqual(expect.arrayContaining(['socketpair', 'epoll_wait', 'openat']));
  const seen = calls.map((each): Omit<MadeCall, 'programs'> => ({ name: each.call, arguments: each.arguments }));
  expect(seen.filter((call) => !allowed.some((group) => covers(group, call)))).toEqual([]);
});

test('a call that the profile does not know is carried out and told, where the sandbox ends the run', async () => {
  box.compile(box.file('unknown.c', UNKNOWN_CALL), 'unknown', ['-static']);
  const { report, stdout } = await box.run(['/box/unknown'], { profile: 'c' });
  expect([report.exit, stdout]).toEqual([{ kind: 'exited', code: 0 }, 'went on\n']);
  const told = recorder.take();
  expect(told).toContainEqual(expect.objectContaining({ call: 'remap_file_pages', outcome: 'beyond' }));
  expect(told).toContainEqual(expect.objectContaining({ call: 'socket', arguments: [2, 1], outcome: 'refuse' }));
  const sandbox = await openSandbox({ laneCount: 1 });
  const outcome = await sandbox.run(box.spec(['/box/unknown'], { profile: 'c' }));
  await sandbox.close();
  expect(outcome.exit).toEqual({ kind: 'syscall-refused', syscall: 'remap_file_pages' });
});

const UNKNOWN_CALL = `
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
  if (socket(AF_INET, SOCK_STREAM, 0) >= 0) return 1;
  syscall(SYS_remap_file_pages, 0, 0, 0, 0, 0);
  puts("went on");
}`;

test('no judge can run on the helper of the recorder', async () => {
  const sandbox = await openSandbox({ laneCount: 1, helperPath: await buildHelper({ recording: true }) });
  const report = await sandbox.run(box.spec(['/bin/true']));
  await sandbox.close();
  expect(report.exit.kind).toBe('sandbox-fault');
  expect(report.layers).toEqual([]);
});
