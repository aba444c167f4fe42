/** Profiles in the helper: every one of them is taken, a program starts under it, and where it may start no other it can't. */
import type { Phase } from '@letscode/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '../../src/index.js';
import { PROFILE_SOURCES } from '../../src/profile-source/profile-sources.js';
import { type Box, makeBox } from '../box-fixture.js';

let sandbox: Sandbox;
let box: Box;

/** Starts itself anew: as a C library does it, then with something in the registers where the helper has its secret. */
const STARTER = `
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(int argc, char **argv) {
  char *again[] = {argv[0], "again", NULL};
  if (argc > 1) return puts("started again"), 0;
  execve(argv[0], again, NULL);
  int first = errno;
  syscall(SYS_execve, argv[0], again, NULL, 0, 0, 0);
  syscall(SYS_execve, argv[0], again, NULL, -1L, -1L, -1L);
  syscall(SYS_execveat, -100, argv[0], again, NULL, 0);
  return puts(first == EPERM ? "alone" : "another errno"), 0;
}`;

beforeAll(async () => {
  sandbox = await openSandbox({ laneCount: 1 });
  box = makeBox(() => sandbox);
  box.compile(box.file('starter.c', STARTER), 'starter', ['-static']);
});

afterAll(async () => {
  await sandbox.close();
  box.remove();
});

const cases = Object.entries(PROFILE_SOURCES).map(([name, source]) => {
  const phase: Phase = name.endsWith('compile') ? 'compile' : 'run';
  const profile = name === 'compile' ? 'c' : name.replace(/-compile$/, '');
  return { name, profile, phase, starts: source.execve };
});

test.each(cases.filter(({ starts }) => starts === 'start'))(
  'a program starts under $name, and can start no other in its place',
  async ({ profile, phase }) => {
    const { report, stdout } = await box.run(['/box/starter'], { profile, phase });
    expect([report.exit, stdout]).toEqual([{ kind: 'exited', code: 0 }, 'alone\n']);
    const refused = report.violations.map(({ syscall, count }) => [syscall, count]);
    expect(refused).toContainEqual(['execve', 3]);
    expect(refused).toContainEqual(['execveat', 1]);
  },
);

test.each(cases.filter(({ starts }) => starts === 'any'))(
  'a program starts under $name, and starts another',
  async ({ profile, phase }) => {
    const { report, stdout } = await box.run(['/box/starter'], { profile, phase });
    expect([report.exit, stdout]).toEqual([{ kind: 'exited', code: 0 }, 'started again\n']);
    expect(report.violations).toEqual([]);
  },
);
