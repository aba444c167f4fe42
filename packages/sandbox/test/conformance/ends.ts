/** How runs end: exits, signals, refused calls, every limit, outputs; and that nothing is left for the next. */
import { EXTRAS, LAYERS } from '@letscode/core';
import { expect, test } from 'vitest';
import { MIB, type Suite, sh } from './suite.js';

export function describeEnds(suite: Suite): void {
  test('output up to the cap is kept whole, and one byte more is the output limit', async () => {
    const full = await suite.box.run(sh('head -c 70000 /dev/zero'), { limits: { outputBytes: 70_000 } });
    expect(full.report).toMatchObject({
      exit: { kind: 'exited', code: 0 },
      stdoutTruncated: false,
      usage: { stdoutBytes: 70_000 },
    });
    const over = await suite.box.run(sh('head -c 70001 /dev/zero'), { limits: { outputBytes: 70_000 } });
    expect(over.report).toMatchObject({ exit: { kind: 'output-limit' }, stdoutTruncated: true });
    expect(over.stdout).toHaveLength(70_000);
  });

  test('standard error is cut at the cap and ends nothing', async () => {
    const { report, stderr } = await suite.box.run(sh('head -c 5000 /dev/zero >&2'), { limits: { outputBytes: 1000 } });
    expect(report).toMatchObject({
      exit: { kind: 'exited', code: 0 },
      stderrTruncated: true,
      usage: { stderrBytes: 5000 },
    });
    expect(stderr).toHaveLength(1000);
  });

  test('reading a large input is no use of memory', async () => {
    const hostStdinPath = suite.box.file('large', Buffer.alloc(100 << 20));
    const { report, stdout } = await suite.box.run(sh('wc -c'), { hostStdinPath, limits: { memoryBytes: 32 << 20 } });
    expect(report.exit).toEqual({ kind: 'exited', code: 0 });
    expect(stdout.trim()).toBe(String(100 << 20));
    expect(report.usage.memoryBytes).toBeLessThan(16 << 20);
  });

  test('memory in use is reported, and CPU time of children counts', async () => {
    const { report } = await suite.box.run(
      sh('dd if=/dev/zero of=/tmp/x bs=1M count=40 2>/dev/null; (i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done)'),
    );
    expect(report.exit).toEqual({ kind: 'exited', code: 0 });
    expect(report.usage.memoryBytes).toBeGreaterThan(40 << 20);
    expect(report.usage.memoryBytes).toBeLessThan(60 << 20);
    expect(report.usage.cpuTimeMs).toBeGreaterThan(20);
  });

  test('many runs at once wait for lanes and do not mix', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        suite.box.run(sh(`cat /work/* 2>/dev/null; echo ${i} > /work/n; cat /work/n; exit ${i}`)),
      ),
    );
    expect(outcomes.map(({ stdout, report }) => [stdout, report.exit])).toEqual(
      outcomes.map((_, i) => [`${i}\n`, { kind: 'exited', code: i }]),
    );
  });

  test('an exit code and a signal are told as they are', async () => {
    expect((await suite.box.run(sh('exit 42'))).report.exit).toEqual({ kind: 'exited', code: 42 });
    expect((await suite.box.run(sh('kill -SEGV $$'))).report.exit).toEqual({ kind: 'signaled', signal: 'SIGSEGV' });
    expect((await suite.box.run(sh('kill -KILL $$'))).report.exit).toEqual({ kind: 'signaled', signal: 'SIGKILL' });
  });

  test('a report names the six layers, what is beyond them, and honest figures', async () => {
    const { report } = await suite.box.run(sh('echo four'));
    expect(report.layers).toEqual([...LAYERS]);
    expect(report.extras.filter((extra) => !EXTRAS.includes(extra))).toEqual([]);
    expect(report).toMatchObject({ violations: [], stdoutTruncated: false, stderrTruncated: false });
    expect(report.usage).toMatchObject({ stdoutBytes: 5, stderrBytes: 0 });
    expect(report.usage.memoryBytes).toBeGreaterThan(0);
  });

  test('a refused call gets its errno, and is reported by name with its count', async () => {
    const { report, stdout } = await suite.box.run(['/box/refused']);
    expect([report.exit, stdout]).toEqual([{ kind: 'exited', code: 0 }, '3\n']);
    expect(report.violations).toEqual([
      { type: 'network', syscall: 'socket', count: 3, detail: expect.stringContaining('socket(0x2, 0x1, 0') },
    ]);
  });

  test('a call that no profile knows ends the run by its name', async () => {
    const { report, stdout } = await suite.box.run(['/box/unlisted']);
    expect([report.exit, stdout]).toEqual([{ kind: 'syscall-refused', syscall: 'remap_file_pages' }, 'before\n']);
  });

  test('a profile that knows no processes refuses one', async () => {
    const { report } = await suite.box.run(['/bin/sh', '-c', '/usr/bin/true; exit 0'], { profile: 'c' });
    expect(report.violations).toContainEqual(
      expect.objectContaining({ type: 'syscall', syscall: expect.stringMatching(/fork|clone/) }),
    );
  });

  test('CPU time over the limit ends the run, also when children use it', async () => {
    const limits = { cpuTimeMs: 200 };
    expect((await suite.box.run(sh('while :; do :; done'), { limits })).report.exit).toEqual({ kind: 'cpu-limit' });
    const { report } = await suite.box.run(sh('(while :; do :; done) & (while :; do :; done) & wait'), { limits });
    expect(report.exit).toEqual({ kind: 'cpu-limit' });
    expect(report.usage.cpuTimeMs).toBeGreaterThan(200);
  });

  test('a sleeper ends at its wall limit', async () => {
    const { report } = await suite.box.run(['/usr/bin/sleep', '1000'], { limits: { wallTimeMs: 300 } });
    expect(report.exit).toEqual({ kind: 'wall-limit' });
    // A container's clock begins with the order to run, some milliseconds before the program does.
    expect(report.usage.wallTimeMs).toBeGreaterThanOrEqual(250);
  });

  test('memory over the limit is the memory limit: heap, and files in the work folder', async () => {
    const limits = { memoryBytes: 64 * MIB };
    const heap = await suite.box.run(['/box/memory'], { limits });
    expect(heap.report.exit).toEqual({ kind: 'memory-limit' });
    expect(heap.report.usage.memoryBytes).toBeLessThanOrEqual(64 * MIB);
    const files = await suite.box.run(sh('dd if=/dev/zero of=/work/x bs=1M count=90 2>/dev/null; exit 0'), { limits });
    expect(files.report.exit).toEqual({ kind: 'memory-limit' });
  });

  test('no more processes than allowed, and the report tells that more were asked for', async () => {
    const { report } = await suite.box.run(sh('for i in 1 2 3 4 5 6 7 8; do sleep 0.1 & done; wait'), {
      limits: { processCount: 4 },
    });
    expect(report.violations).toContainEqual({
      type: 'resource',
      detail: expect.stringContaining('process limit'),
    });
  });

  test('bytes and files that may be written are bounded', async () => {
    const full = await suite.box.run(
      sh('dd if=/dev/zero of=/work/x bs=1M count=3 2>&1 | tail -1; [ -s /work/x ]; wc -c < /work/x'),
      {
        limits: { diskBytes: 2 * MIB },
      },
    );
    expect(Number(full.stdout.trim().split('\n').at(-1))).toBeLessThanOrEqual(2 * MIB);
    const { stdout } = await suite.box.run(
      sh('i=0; while echo x 2>/dev/null > /tmp/$i; do i=$((i+1)); done; echo $i'),
      {
        limits: { inodeCount: 50 },
      },
    );
    expect(Number(stdout)).toBeGreaterThan(40);
    expect(Number(stdout)).toBeLessThanOrEqual(50);
  });

  test('nothing that a run leaves is seen by the next, and no process outlives it', async () => {
    for (let i = 0; i < 3; i++) {
      const { report, stdout } = await suite.box.run(['/box/leave']);
      expect([report.exit, stdout]).toEqual([{ kind: 'exited', code: 0 }, '-1-1-1\n']);
    }
  });

  test('a run can be called off, and the sandbox goes on', async () => {
    const abort = new AbortController();
    const run = suite.box.run(['/usr/bin/sleep', '1000'], {}, abort.signal);
    const reason = new Error('called off');
    setTimeout(() => abort.abort(reason), 100);
    await expect(run).rejects.toBe(reason);
    expect((await suite.box.run(['/bin/true'])).report.exit).toEqual({ kind: 'exited', code: 0 });
  });

  test('boxes that were warmed serve runs of other arguments, input and limits', async () => {
    await suite.sandbox.warm(suite.box.spec(['/bin/true']), 2);
    const hostStdinPath = suite.box.file('in', 'given later');
    const { report, stdout } = await suite.box.run(['/usr/bin/cat'], {
      hostStdinPath,
      limits: { memoryBytes: 100 * MIB, processCount: 7 },
    });
    expect([report.exit, stdout]).toEqual([{ kind: 'exited', code: 0 }, 'given later']);
  });

  test('a large output comes whole and in order', async () => {
    const { report, stdout } = await suite.box.run(
      sh('i=0; while [ $i -lt 20000 ]; do echo "line $i of many that are written"; i=$((i+1)); done'),
    );
    expect(report.exit).toEqual({ kind: 'exited', code: 0 });
    expect(stdout).toBe(Array.from({ length: 20_000 }, (_, i) => `line ${i} of many that are written\n`).join(''));
  });

  test("only three descriptors are open, and the terminal is nobody's", async () => {
    const { stdout } = await suite.box.run(
      sh('ls /proc/self/fd | wc -l; (: > /dev/tty) 2>/dev/null || echo no terminal'),
    );
    expect(stdout.trim().split(/\s+/).join(' ')).toBe('4 no terminal'); // ls itself opens the folder
  });
}
