/** What is large or many: input and output of a gibibyte, which nobody holds in memory, and system calls, which are counted. */
import { rmSync, statfsSync, statSync, truncateSync } from 'node:fs';
import { expect, test } from 'vitest';
import { statusOf, withSandbox } from './limits-stage.js';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const OK = { kind: 'exited', code: 0 };

const peak = (pid: number) => Number.parseInt(statusOf(pid, 'VmHWM'), 10) * 1024;

const READ_AND_WRITE = `
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static char piece[1 << 20];
int main(void)
{
	long long sum = 0;
	for (ssize_t got; (got = read(0, piece, sizeof piece)) > 0;) sum += got;
	fprintf(stderr, "%lld", sum);
	memset(piece, 'x', sizeof piece);
	for (int i = 0; i < 1024; i++)
		for (size_t done = 0; done < sizeof piece;) {
			ssize_t put = write(1, piece + done, sizeof piece - done);
			if (put < 0) return 1;
			done += (size_t)put;
		}
	return 0;
}`;

test('a gibibyte goes in and another comes out whole, and neither Node nor the helper has held it', ({ skip }) =>
  withSandbox({}, async ({ sandbox, box, helper }) => {
    const { bavail, bsize } = statfsSync(box.folder);
    skip(bavail * bsize < 4 * GIB, 'no room for the output');
    box.compile(box.file('large.c', READ_AND_WRITE), 'large');
    const hostStdinPath = box.file('stdin', '');
    truncateSync(hostStdinPath, GIB);
    const spec = box.spec(['/box/large'], { hostStdinPath, limits: { outputBytes: 2 * GIB } });
    const before = [peak(helper), peak(process.pid)];
    const report = await sandbox.run(spec);
    const after = [peak(helper), peak(process.pid)];
    const size = statSync(spec.hostStdoutPath).size;
    rmSync(spec.hostStdoutPath);
    rmSync(hostStdinPath);
    expect(report.exit).toEqual(OK);
    expect([size, report.usage.stdoutBytes, report.stdoutTruncated]).toEqual([GIB, GIB, false]);
    expect(report.usage.stderrBytes).toBe(String(GIB).length);
    expect(report.usage.memoryBytes).toBeLessThan(64 * MIB);
    for (const [at, most] of after.entries()) expect(most - (before[at] ?? 0)).toBeLessThan(16 * MIB);
  }));

const CALLS = `
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int count, char **words)
{
	int half = count > 1 && fork() == 0;
	for (int i = 0; i < (count > 1 ? 5000 : 10000); i++) syscall(SYS_getppid);
	if (count > 1 && !half) wait(0);
	return 0;
}`;

test('system calls are counted, in all processes of the run, and in no other', ({ skip }) =>
  withSandbox({}, async ({ box }) => {
    box.compile(box.file('calls.c', CALLS), 'calls');
    for (const argv of [['/box/calls'], ['/box/calls', 'two']]) {
      const { report } = await box.run(argv);
      const { syscallCount, syscallsPerSecond } = report.rates;
      skip(syscallCount === undefined, 'this machine cannot count system calls');
      expect(report.exit).toEqual(OK);
      expect(syscallCount).toBeGreaterThanOrEqual(10_000);
      expect(syscallCount).toBeLessThan(12_000);
      expect(syscallsPerSecond).toBeGreaterThan(0);
    }
    const { report } = await box.run(['/bin/true']);
    expect(report.rates.syscallCount).toBeGreaterThan(5);
    expect(report.rates.syscallCount).toBeLessThan(500);
  }));
