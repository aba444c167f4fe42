/**
 * What every backend of the sandbox must do: one suite, run on each (conformance.test.ts, docker/conformance.test.ts).
 *
 * Only `RunSpec` in and `RunReport` out. The programs are the shell's and small C programs of this file; a backend whose
 * root is an image brings /bin/sh and the tools named in docker/images.json, and gcc for runs of phase `compile`.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { EXTRAS, LAYERS } from '@letscode/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../src/index.js';
import { type Box, makeBox } from './box-fixture.js';

const sh = (script: string) => ['/bin/sh', '-c', script];
const MIB = 1024 * 1024;

const PROGRAMS = {
  refused: `#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
int main(void) {
  int failed = 0;
  for (int i = 0; i < 3; i++) failed += socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM;
  printf("%d\\n", failed);
}`,
  unlisted: `#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
  puts("before");
  fflush(stdout);
  syscall(SYS_remap_file_pages, 0, 0, 0, 0, 0);
  puts("after");
}`,
  memory: `#include <stdlib.h>
#include <string.h>
int main(void) {
  for (;;) { char *p = malloc(1 << 20); if (p) memset(p, 1, 1 << 20); }
}`,
  leave: `#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) {
  const char *names[] = {"/dev/shm/trace", "/tmp/trace", "/work/trace"};
  for (int i = 0; i < 3; i++) {
    struct stat status;
    printf("%d", stat(names[i], &status));
    close(open(names[i], O_CREAT | O_WRONLY, 0666));
  }
  if (fork() == 0) { setsid(); close(0); close(1); close(2); for (;;) pause(); }
  puts("");
}`,
};

/** @param open a fresh sandbox of two lanes; closed by the suite */
export function describeSandbox(name: string, open: () => Promise<Sandbox>): void {
  describe(name, () => {
    let sandbox: Sandbox;
    let box: Box;

    beforeAll(async () => {
      sandbox = await open();
      box = makeBox(() => sandbox);
      for (const [program, source] of Object.entries(PROGRAMS))
        box.compile(box.file(`${program}.c`, source), program, ['-static']);
    });

    afterAll(async () => {
      await sandbox?.close();
      box?.remove();
    });

    const emptyFolder = (folderName: string) => {
      const folder = box.path(folderName);
      mkdirSync(folder, { mode: 0o755 });
      return folder;
    };

    givenAndTaken();
    endsAndLimits();
    collectedFiles();

    function givenAndTaken() {
      test('the environment is the allow-list and nothing else', async () => {
        const { stdout } = await box.run(['/usr/bin/env'], { env: { ONLY: 'this one', LANG: 'C' } });
        expect(stdout).toBe('ONLY=this one\nLANG=C\n');
      });

      test('arguments, working folder, umask and host name are fixed', async () => {
        const { stdout } = await box.run(sh('pwd; umask; uname -n; echo "$0"'), { boxCwd: '/tmp' });
        expect(stdout).toBe('/tmp\n0022\nbox\n/bin/sh\n');
      });

      test('standard input can be read, also anew by its name, and is empty when not given', async () => {
        const hostStdinPath = box.file('in', 'hello\n');
        expect((await box.run(['/usr/bin/cat'], { hostStdinPath })).stdout).toBe('hello\n');
        expect((await box.run(['/usr/bin/cat', '/dev/stdin'], { hostStdinPath })).stdout).toBe('hello\n');
        expect((await box.run(sh('cat; echo end'))).stdout).toBe('end\n');
      });

      test('outputs can be opened anew by their names', async () => {
        const { stdout, stderr } = await box.run(sh('echo one > /dev/stdout; echo two > /dev/stderr'));
        expect([stdout, stderr]).toEqual(['one\n', 'two\n']);
      });

      test('a standard input that is no regular file is a fault, not a wait', async () => {
        const fifo = box.path('fifo');
        execFileSync('mkfifo', [fifo]);
        const { report } = await box.run(['/bin/true'], { hostStdinPath: fifo });
        expect(report.exit).toMatchObject({
          kind: 'sandbox-fault',
          detail: expect.stringContaining('no regular file'),
        });
        expect(report.layers).toEqual([]);
      });

      test('a standard input that others may write stays as it is', async () => {
        const hostStdinPath = box.file('in', 'unchanged');
        chmodSync(hostStdinPath, 0o666);
        const { stdout } = await box.run(sh('cat; (echo changed > /dev/stdin) 2>/dev/null || echo " refused"'), {
          hostStdinPath,
        });
        expect([stdout, readFileSync(hostStdinPath, 'utf8')]).toEqual(['unchanged refused\n', 'unchanged']);
      });

      test('an output path that exists, or is a link, is never written', async () => {
        const canary = box.file('canary', 'unchanged');
        const link = box.path('link');
        symlinkSync(canary, link);
        for (const hostStdoutPath of [canary, link]) {
          expect((await box.run(sh('echo overwritten'), { hostStdoutPath })).report.exit.kind).toBe('sandbox-fault');
        }
        expect(readFileSync(canary, 'utf8')).toBe('unchanged');
      });

      test('a program that is not there is a fault that names the step and the errno', async () => {
        const { report } = await box.run(['/box/absent']);
        expect(report.exit).toMatchObject({ kind: 'sandbox-fault', detail: expect.stringMatching(/execve: ENOENT/) });
      });

      test("the caller's folders and files are there, read-only, in /work too", async () => {
        const folder = emptyFolder('given');
        writeFileSync(`${folder}/data`, 'given');
        const file = box.file('single', 'single');
        const mounts = [
          { hostPath: folder, boxPath: '/data/set' },
          { hostPath: folder, boxPath: '/work/inner' },
          { hostPath: file, boxPath: '/data/single' },
        ];
        const script =
          'cat /data/set/data /work/inner/data /data/single; touch /data/set/x /work/inner/x 2>/dev/null || echo refused';
        expect((await box.run(sh(script), { mounts })).stdout).toBe('givengivensinglerefused\n');
      });

      test('a malformed run is rejected: a relative program, a root that is the host, a forged string', async () => {
        const rejects = (run: Promise<unknown>) => expect(run).rejects.toMatchObject({ code: 'internal' });
        await rejects(box.run(['true']));
        await rejects(box.run(['/bin/true'], { root: ['/'] }));
        await rejects(box.run(['/bin/true'], { root: ['/usr/../etc'] }));
        await rejects(box.run(['/bin/true'], { mounts: [{ hostPath: '/usr', boxPath: '/proc/self' }] }));
        await rejects(box.run(['/bin/true', 'a\0b']));
        await rejects(
          box.run(['/bin/true'], { collect: { hostPath: '/tmp', boxPath: '/etc', maxBytes: 1, maxFiles: 1 } }),
        );
      });

      test('a folder that others may not enter stays closed to the program', async () => {
        const folder = emptyFolder('closed');
        writeFileSync(`${folder}/secret`, 'secret');
        chmodSync(folder, 0o700);
        const { stdout, report } = await box.run(sh('cat /secret/secret'), {
          mounts: [{ hostPath: folder, boxPath: '/secret' }],
        });
        expect([stdout, report.exit]).toEqual(['', { kind: 'exited', code: 1 }]);
      });

      test('a long argument and a strange environment arrive; what cannot be passed on is rejected', async () => {
        const long = 'x'.repeat(100 << 10);
        const large = await box.run(['/bin/sh', '-c', 'echo ${#0} "$LINES"', long], {
          env: { LINES: 'one\ntwo=three' },
        });
        expect(large.stdout).toBe(`${100 << 10} one\ntwo=three\n`);
        expect((await box.run(['/bin/true', 'x'.repeat(200 << 10)])).report.exit).toEqual({
          kind: 'sandbox-fault',
          detail: expect.stringContaining('E2BIG'),
        });
        const rejected = [
          box.run(['/bin/true', 'x'.repeat(5 << 20)]),
          box.run(['/bin/true'], { boxCwd: '/wo\0rk' }),
          box.run(['/bin/true'], { limits: { wallTimeMs: Number.NaN } }),
          box.run(['/bin/true'], { limits: { cpuTimeMs: -1 } }),
        ];
        await Promise.all(rejected.map((run) => expect(run).rejects.toMatchObject({ code: 'internal' })));
      });
    }

    function endsAndLimits() {
      test('output up to the cap is kept whole, and one byte more is the output limit', async () => {
        const full = await box.run(sh('head -c 70000 /dev/zero'), { limits: { outputBytes: 70_000 } });
        expect(full.report).toMatchObject({
          exit: { kind: 'exited', code: 0 },
          stdoutTruncated: false,
          usage: { stdoutBytes: 70_000 },
        });
        const over = await box.run(sh('head -c 70001 /dev/zero'), { limits: { outputBytes: 70_000 } });
        expect(over.report).toMatchObject({ exit: { kind: 'output-limit' }, stdoutTruncated: true });
        expect(over.stdout).toHaveLength(70_000);
      });

      test('standard error is cut at the cap and ends nothing', async () => {
        const { report, stderr } = await box.run(sh('head -c 5000 /dev/zero >&2'), { limits: { outputBytes: 1000 } });
        expect(report).toMatchObject({
          exit: { kind: 'exited', code: 0 },
          stderrTruncated: true,
          usage: { stderrBytes: 5000 },
        });
        expect(stderr).toHaveLength(1000);
      });

      test('reading a large input is no use of memory', async () => {
        const hostStdinPath = box.file('large', Buffer.alloc(100 << 20));
        const { report, stdout } = await box.run(sh('wc -c'), { hostStdinPath, limits: { memoryBytes: 32 << 20 } });
        expect(report.exit).toEqual({ kind: 'exited', code: 0 });
        expect(stdout.trim()).toBe(String(100 << 20));
        expect(report.usage.memoryBytes).toBeLessThan(16 << 20);
      });

      test('memory in use is reported, and CPU time of children counts', async () => {
        const { report } = await box.run(
          sh(
            'dd if=/dev/zero of=/tmp/x bs=1M count=40 2>/dev/null; (i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done)',
          ),
        );
        expect(report.exit).toEqual({ kind: 'exited', code: 0 });
        expect(report.usage.memoryBytes).toBeGreaterThan(40 << 20);
        expect(report.usage.memoryBytes).toBeLessThan(60 << 20);
        expect(report.usage.cpuTimeMs).toBeGreaterThan(20);
      });

      test('many runs at once wait for lanes and do not mix', async () => {
        const outcomes = await Promise.all(
          Array.from({ length: 20 }, (_, i) =>
            box.run(sh(`cat /work/* 2>/dev/null; echo ${i} > /work/n; cat /work/n; exit ${i}`)),
          ),
        );
        expect(outcomes.map(({ stdout, report }) => [stdout, report.exit])).toEqual(
          outcomes.map((_, i) => [`${i}\n`, { kind: 'exited', code: i }]),
        );
      });

      test('an exit code and a signal are told as they are', async () => {
        expect((await box.run(sh('exit 42'))).report.exit).toEqual({ kind: 'exited', code: 42 });
        expect((await box.run(sh('kill -SEGV $$'))).report.exit).toEqual({ kind: 'signaled', signal: 'SIGSEGV' });
        expect((await box.run(sh('kill -KILL $$'))).report.exit).toEqual({ kind: 'signaled', signal: 'SIGKILL' });
      });

      test('a report names the six layers, what is beyond them, and honest figures', async () => {
        const { report } = await box.run(sh('echo four'));
        expect(report.layers).toEqual([...LAYERS]);
        expect(report.extras.filter((extra) => !EXTRAS.includes(extra))).toEqual([]);
        expect(report).toMatchObject({ violations: [], stdoutTruncated: false, stderrTruncated: false });
        expect(report.usage).toMatchObject({ stdoutBytes: 5, stderrBytes: 0 });
        expect(report.usage.memoryBytes).toBeGreaterThan(0);
      });

      test('a refused call gets its errno, and is reported by name with its count', async () => {
        const { report, stdout } = await box.run(['/box/refused']);
        expect([report.exit, stdout]).toEqual([{ kind: 'exited', code: 0 }, '3\n']);
        expect(report.violations).toEqual([
          { type: 'network', syscall: 'socket', count: 3, detail: expect.stringContaining('socket(0x2, 0x1, 0') },
        ]);
      });

      test('a call that no profile knows ends the run by its name', async () => {
        const { report, stdout } = await box.run(['/box/unlisted']);
        expect([report.exit, stdout]).toEqual([{ kind: 'syscall-refused', syscall: 'remap_file_pages' }, 'before\n']);
      });

      test('a profile that knows no processes refuses one', async () => {
        const { report } = await box.run(['/bin/sh', '-c', '/usr/bin/true; exit 0'], { profile: 'c' });
        expect(report.violations).toContainEqual(
          expect.objectContaining({ type: 'syscall', syscall: expect.stringMatching(/fork|clone/) }),
        );
      });

      test('CPU time over the limit ends the run, also when children use it', async () => {
        const limits = { cpuTimeMs: 200 };
        expect((await box.run(sh('while :; do :; done'), { limits })).report.exit).toEqual({ kind: 'cpu-limit' });
        const { report } = await box.run(sh('(while :; do :; done) & (while :; do :; done) & wait'), { limits });
        expect(report.exit).toEqual({ kind: 'cpu-limit' });
        expect(report.usage.cpuTimeMs).toBeGreaterThan(200);
      });

      test('a sleeper ends at its wall limit', async () => {
        const { report } = await box.run(['/usr/bin/sleep', '1000'], { limits: { wallTimeMs: 300 } });
        expect(report.exit).toEqual({ kind: 'wall-limit' });
        expect(report.usage.wallTimeMs).toBeGreaterThanOrEqual(300);
      });

      test('memory over the limit is the memory limit: heap, and files in the work folder', async () => {
        const limits = { memoryBytes: 64 * MIB };
        const heap = await box.run(['/box/memory'], { limits });
        expect(heap.report.exit).toEqual({ kind: 'memory-limit' });
        expect(heap.report.usage.memoryBytes).toBeLessThanOrEqual(64 * MIB);
        const files = await box.run(sh('dd if=/dev/zero of=/work/x bs=1M count=90 2>/dev/null; exit 0'), { limits });
        expect(files.report.exit).toEqual({ kind: 'memory-limit' });
      });

      test('no more processes than allowed, and the report tells that more were asked for', async () => {
        const { report } = await box.run(sh('for i in 1 2 3 4 5 6 7 8; do sleep 0.1 & done; wait'), {
          limits: { processCount: 4 },
        });
        expect(report.violations).toContainEqual({
          type: 'resource',
          detail: expect.stringContaining('process limit'),
        });
      });

      test('bytes and files that may be written are bounded', async () => {
        const full = await box.run(
          sh('dd if=/dev/zero of=/work/x bs=1M count=3 2>&1 | tail -1; [ -s /work/x ]; wc -c < /work/x'),
          {
            limits: { diskBytes: 2 * MIB },
          },
        );
        expect(Number(full.stdout.trim().split('\n').at(-1))).toBeLessThanOrEqual(2 * MIB);
        const { stdout } = await box.run(sh('i=0; while echo x 2>/dev/null > /tmp/$i; do i=$((i+1)); done; echo $i'), {
          limits: { inodeCount: 50 },
        });
        expect(Number(stdout)).toBeGreaterThan(40);
        expect(Number(stdout)).toBeLessThanOrEqual(50);
      });

      test('nothing that a run leaves is seen by the next, and no process outlives it', async () => {
        for (let i = 0; i < 3; i++) {
          const { report, stdout } = await box.run(['/box/leave']);
          expect([report.exit, stdout]).toEqual([{ kind: 'exited', code: 0 }, '-1-1-1\n']);
        }
      });

      test('a run can be called off, and the sandbox goes on', async () => {
        const abort = new AbortController();
        const run = box.run(['/usr/bin/sleep', '1000'], {}, abort.signal);
        const reason = new Error('called off');
        setTimeout(() => abort.abort(reason), 100);
        await expect(run).rejects.toBe(reason);
        expect((await box.run(['/bin/true'])).report.exit).toEqual({ kind: 'exited', code: 0 });
      });

      test('boxes that were warmed serve runs of other arguments, input and limits', async () => {
        await sandbox.warm(box.spec(['/bin/true']), 2);
        const hostStdinPath = box.file('in', 'given later');
        const { report, stdout } = await box.run(['/usr/bin/cat'], {
          hostStdinPath,
          limits: { memoryBytes: 100 * MIB, processCount: 7 },
        });
        expect([report.exit, stdout]).toEqual([{ kind: 'exited', code: 0 }, 'given later']);
      });

      test('a large output comes whole and in order', async () => {
        const { report, stdout } = await box.run(
          sh('i=0; while [ $i -lt 20000 ]; do echo "line $i of many that are written"; i=$((i+1)); done'),
        );
        expect(report.exit).toEqual({ kind: 'exited', code: 0 });
        expect(stdout).toBe(Array.from({ length: 20_000 }, (_, i) => `line ${i} of many that are written\n`).join(''));
      });

      test("only three descriptors are open, and the terminal is nobody's", async () => {
        const { stdout } = await box.run(
          sh('ls /proc/self/fd | wc -l; (: > /dev/tty) 2>/dev/null || echo no terminal'),
        );
        expect(stdout.trim().split(/\s+/).join(' ')).toBe('4 no terminal'); // ls itself opens the folder
      });
    }

    function collectedFiles() {
      test('regular files are collected with their executable bit; links, fifos and second names are not', async () => {
        const hostPath = emptyFolder('collected');
        const script =
          'mkdir -p out/deep && cd out && echo a > a && echo b > deep/b && chmod +x a && ln -s /etc/passwd link && ln -s /etc folder && mkfifo fifo && echo c > c && ln c d';
        const { report } = await box.run(sh(script), {
          collect: { hostPath, boxPath: '/work/out', maxBytes: 1000, maxFiles: 10 },
        });
        expect(report.exit).toEqual({ kind: 'exited', code: 0 });
        expect(readdirSync(hostPath).sort()).toEqual(['a', 'deep']);
        expect(readFileSync(`${hostPath}/deep/b`, 'utf8')).toBe('b\n');
        expect(statSync(`${hostPath}/a`).mode & 0o777).toBe(0o755);
        expect(statSync(`${hostPath}/deep/b`).mode & 0o777).toBe(0o644);
      });

      test('a folder to collect that is itself a link leads nowhere', async () => {
        const hostPath = emptyFolder('collected');
        await box.run(sh('ln -s /etc out'), {
          collect: { hostPath, boxPath: '/work/out', maxBytes: 1e6, maxFiles: 100 },
        });
        expect(readdirSync(hostPath)).toEqual([]);
      });

      test('collecting stops at its bounds, and the report says so', async () => {
        const many = emptyFolder('many');
        const large = emptyFolder('large');
        const collect = (hostPath: string) => ({ hostPath, boxPath: '/work', maxBytes: 1000, maxFiles: 3 });
        const first = await box.run(sh('for i in 1 2 3 4 5; do echo x > $i; done'), { collect: collect(many) });
        const second = await box.run(sh('head -c 1001 /dev/zero > big'), { collect: collect(large) });
        expect(readdirSync(many)).toHaveLength(3);
        expect(readdirSync(large)).toEqual([]);
        for (const { report } of [first, second])
          expect(report.violations).toContainEqual({ type: 'resource', detail: expect.stringContaining('collected') });
      });

      test('files are collected after an exit with any code, and not when the run was ended', async () => {
        const collect = () => ({ hostPath: emptyFolder('collected'), boxPath: '/work', maxBytes: 1000, maxFiles: 3 });
        const [exited, signaled, limited] = [collect(), collect(), collect()];
        await box.run(sh('echo x > x; exit 42'), { collect: exited });
        await box.run(sh('echo x > x; kill -KILL $$'), { collect: signaled });
        await box.run(sh('echo x > x; head -c 100 /dev/zero; exit 0'), {
          collect: limited,
          limits: { outputBytes: 10 },
        });
        expect([exited, signaled, limited].map(({ hostPath }) => readdirSync(hostPath))).toEqual([['x'], [], []]);
      });

      test('folders deeper than the bound are told, not left out in silence', async () => {
        const hostPath = emptyFolder('collected');
        const { report } = await box.run(sh(`mkdir -p ${'d/'.repeat(17)} && touch ${'d/'.repeat(17)}deep`), {
          collect: { hostPath, boxPath: '/work', maxBytes: 1000, maxFiles: 100 },
        });
        expect(report.violations).toContainEqual({
          type: 'resource',
          detail: expect.stringContaining('folders too deep'),
        });
      });

      test('a link left by one step is not followed by the next (CVE-2024-28185)', async () => {
        const canary = box.file('canary', 'unchanged');
        const hostPath = emptyFolder('collected');
        symlinkSync(canary, `${hostPath}/result`);
        await box.run(sh('echo changed > result'), {
          collect: { hostPath, boxPath: '/work', maxBytes: 1000, maxFiles: 3 },
        });
        expect(readFileSync(canary, 'utf8')).toBe('unchanged');
        expect(lstatSync(`${hostPath}/result`).isSymbolicLink()).toBe(true);
      });

      test('a compiler runs in the box, and what it made runs in the next', async () => {
        const source = emptyFolder('source');
        const app = emptyFolder('app');
        writeFileSync(`${source}/main.c`, '#include <stdio.h>\nint main(void) { puts("made here"); }\n');
        const compile = await box.run(['/usr/bin/gcc', '-O2', '/source/main.c', '-o', '/work/main'], {
          phase: 'compile',
          profile: 'c',
          root: ['/usr/bin', '/usr/lib', '/usr/include', '/usr/libexec', '/lib64', '/etc/alternatives'],
          mounts: [{ hostPath: source, boxPath: '/source' }],
          collect: { hostPath: app, boxPath: '/work', maxBytes: 1 << 20, maxFiles: 4 },
        });
        expect([compile.report.exit, compile.stderr]).toEqual([{ kind: 'exited', code: 0 }, '']);
        const run = await box.run(['/app/main'], {
          profile: 'c',
          root: ['/usr/lib', '/lib64'],
          mounts: [{ hostPath: app, boxPath: '/app' }],
        });
        expect(run.stdout).toBe('made here\n');
        expect(run.report.violations).toEqual([]);
      });
    }
  });
}
