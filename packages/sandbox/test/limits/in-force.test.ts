/** Limits that the operator or the run sets: that they are in force in the kernel, and what is said where one is reached. */
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Limits } from '@letscode/core';
import { expect, test } from 'vitest';
import { fileWhileRunning, slotFolders, withSandbox } from './limits-stage.js';

const MIB = 1024 * 1024;
const OK = { kind: 'exited', code: 0 };
const sh = (script: string) => ['/bin/sh', '-c', script];
const BUSY = 'while :; do :; done';

test('a program that sleeps ends at the limit of idleness, one that computes does not', () =>
  withSandbox({}, async ({ box }) => {
    const limits = { idleTimeMs: 150 };
    const { report } = await box.run(sh('sleep 30'), { limits });
    expect(report.exit).toEqual({ kind: 'idle-limit' });
    expect(report.usage.idleTimeMs).toBeGreaterThanOrEqual(150);
    expect(report.usage.cpuTimeMs).toBeLessThan(150);
    const busy = await box.run(sh(BUSY), { limits: { ...limits, cpuTimeMs: 600 } });
    expect(busy.report.exit).toEqual({ kind: 'cpu-limit' });
  }));

test('as many files can be made in /work and in /tmp as the limit says, and no more', () =>
  withSandbox({}, async ({ box }) => {
    const count = 'i=0; while touch f$i 2>/dev/null; do i=$((i+1)); done; echo $i';
    const { stdout } = await box.run(sh(`${count}; cd /tmp; ${count}`), { limits: { inodeCount: 10 } });
    expect(stdout).toBe('10\n10\n');
    const more = await box.run(sh(`mkdir -p a/b/c && ${count}`), { limits: { inodeCount: 20 } });
    expect(more.stdout).toBe('17\n');
  }));

test('the soft limit of memory is that of the run, else half of its limit', ({ skip }) =>
  withSandbox({}, async (stage) => {
    const names = ['memory.soft_limit_in_bytes', 'memory.low'];
    const given = await fileWhileRunning(stage, { limits: { softMemoryBytes: 48 * MIB } }, names);
    skip(given === undefined, 'the kernel has no soft limit of memory');
    expect(given).toBe(String(48 * MIB));
    const half = await fileWhileRunning(stage, { limits: { memoryBytes: 128 * MIB } }, names);
    expect(half).toBe(String(64 * MIB));
  }));

test('what may be read and written a second is that of the run, else that of the sandbox', ({ skip }) =>
  withSandbox({ ioBytesPerSecond: 7_340_032 }, async (stage) => {
    for (const names of [
      ['blkio.throttle.read_bps_device', 'io.max'],
      ['blkio.throttle.write_bps_device', 'io.max'],
    ]) {
      const own = await fileWhileRunning(stage, {}, names);
      skip(!own, 'no block device, or no controller for it');
      expect(own).toContain('7340032');
      const given = await fileWhileRunning(stage, { limits: { ioBytesPerSecond: 5_242_880 } }, names);
      expect(given).toContain('5242880');
      expect(given).not.toContain('7340032');
    }
  }));

test('hard limits stand in the group of the run, also when a run before in the same slot had others', () =>
  withSandbox({}, async (stage) => {
    for (const memory of [64, 256, 32]) {
      const limits = { memoryBytes: memory * MIB, processCount: memory };
      expect(await fileWhileRunning(stage, { limits }, ['memory.limit_in_bytes', 'memory.max'])).toBe(
        String(memory * MIB),
      );
      expect(await fileWhileRunning(stage, { limits }, ['pids.max'])).toBe(String(memory + 1)); // and its init
    }
  }));

test('the preset `dense` has a quota, which slows a busy program and never decides its end', async ({ skip }) => {
  const dense = withSandbox({ cpuPreset: 'dense' }, async (stage) => {
    const quota = await fileWhileRunning(stage, {}, ['cpu.cfs_quota_us', 'cpu.max']);
    expect(quota?.split(' ')[0]).toBe('10000');
    // At half a core 600 ms of CPU time take 1.2 s, which is beyond the wall limit as it stands.
    const limits = { cpuTimeMs: 600, wallTimeMs: 900 };
    expect((await stage.box.run(sh(BUSY), { limits })).report.exit).toEqual({ kind: 'cpu-limit' });
    expect((await stage.box.run(sh('sleep 30'), { limits })).report.exit).toEqual({ kind: 'wall-limit' });
  });
  await dense.catch((error: Error) => {
    skip(/no cpu controller/.test(error.message), 'no cpu controller');
    throw error;
  });
});

test('the preset `dedicated` gives each lane a core of its own, `shared` gives none', async () => {
  const cores = async (options: Parameters<typeof withSandbox>[0]) => {
    let seen = '';
    await withSandbox(options, async ({ box }) => {
      seen = (await box.run(sh('grep ^Cpus_allowed: /proc/self/status'))).stdout.replace(/^.*:\s+/, '').trim();
    });
    return [...seen.replaceAll(',', '')].reduce(
      (sum, digit) => sum + (Number.parseInt(digit, 16).toString(2).match(/1/g)?.length ?? 0),
      0,
    );
  };
  expect(await cores({ cpuPreset: 'dedicated' })).toBe(1);
  expect(await cores({ cpuPreset: 'shared' })).toBe(availableParallelism());
  if (availableParallelism() < 32)
    expect(await cores({ cpuPreset: 'dedicated', laneCount: 32 })).toBe(availableParallelism());
});

test('what is beyond the bounds of the operator is refused by the name of the limit, and nothing runs', () => {
  const bounds: Limits = {
    cpuTimeMs: 10_000,
    wallTimeMs: 20_000,
    memoryBytes: 256 * MIB,
    outputBytes: 64 * MIB,
    processCount: 50,
    diskBytes: 100 * MIB,
    inodeCount: 100,
    idleTimeMs: 1000,
    softMemoryBytes: 128 * MIB,
    ioBytesPerSecond: 1_000_000,
  };
  return withSandbox({ bounds }, async ({ box }) => {
    expect((await box.run(['/bin/true'], { limits: bounds })).report.exit).toEqual(OK);
    for (const [name, most] of Object.entries(bounds)) {
      const run = box.run(['/bin/true'], { limits: { [name]: most + 1 } });
      await expect(run).rejects.toMatchObject({
        code: 'bad_limit',
        message: expect.stringMatching(`${name} .*${most}`),
      });
    }
  });
});

test('boxes that were warmed serve as many runs, and what is not wanted goes with the sandbox', () =>
  withSandbox({ laneCount: 2 }, async ({ sandbox, box }) => {
    const spec = () => box.spec(sh('exit 3'), { limits: { diskBytes: 3 * MIB } });
    await sandbox.warm(spec(), 6);
    const reports = await Promise.all(Array.from({ length: 6 }, () => sandbox.run(spec())));
    for (const { exit } of reports) expect(exit).toEqual({ kind: 'exited', code: 3 });
    await sandbox.warm(spec(), 100); // more than there is room for
    expect((await sandbox.run(spec())).exit).toEqual({ kind: 'exited', code: 3 });
  }));

test('a slot in which a rule was broken is made anew, and the next run in it is as any', () =>
  withSandbox({}, async ({ box, helper }) => {
    const numbers = () =>
      slotFolders(helper)
        .map((folder) => statSync(folder).ino)
        .sort();
    box.compile(
      box.file('trace.c', '#include <sys/ptrace.h>\nint main(void) { return ptrace(PTRACE_TRACEME) == 0; }'),
      'trace',
    );
    const before = numbers();
    const { report } = await box.run(['/box/trace']);
    expect(report.violations.map((violation) => violation.syscall)).toEqual(['ptrace']);
    for (let time = 0; time < 20; time++) expect((await box.run(['/bin/true'])).report.exit).toEqual(OK);
    expect(numbers()).toHaveLength(before.length);
    expect(numbers()).not.toEqual(before);
  }));

test('two gibibytes at once are refused or end the run, which is over at once', () =>
  withSandbox({}, async ({ box }) => {
    const source =
      '#include <stdlib.h>\n#include <string.h>\nint main(void) { char *p = malloc(2ul << 30); if (!p) return 3; memset(p, 1, 2ul << 30); return 0; }';
    box.compile(box.file('large.c', source), 'large', ['-O0']);
    const { report } = await box.run(['/box/large']);
    expect(report.exit).toEqual({ kind: 'memory-limit' });
    expect(report.usage.memoryBytes).toBeLessThanOrEqual(256 * MIB);
    expect(report.usage.memoryBytes).toBeGreaterThan(128 * MIB);
    expect((await box.run(['/bin/true'])).report.exit).toEqual(OK);
  }));

test('processes at once are as many as the limit says, and one that is refused is told', () =>
  withSandbox({}, async ({ box }) => {
    const source =
      '#include <stdio.h>\n#include <unistd.h>\nint main(void) { int n = 1; for (;; n++) { int p = fork(); if (p < 0) break; if (p == 0) pause(); } printf("%d", n); return 0; }';
    box.compile(box.file('count.c', source), 'count');
    const { report, stdout } = await box.run(['/box/count'], { limits: { processCount: 7 } });
    expect(stdout).toBe('7');
    expect(report.exit).toEqual(OK);
    expect(report.violations).toEqual([{ type: 'resource', detail: expect.stringContaining('process limit') }]);
  }));
