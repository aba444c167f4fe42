/** What a run is given: environment, arguments, descriptors, input, mounts, and what is refused before it begins. */
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Suite, sh } from './suite.js';

export function describeWhatIsGiven(suite: Suite): void {
  test('the environment is the allow-list and nothing else', async () => {
    const { stdout } = await suite.box.run(['/usr/bin/env'], { env: { ONLY: 'this one', LANG: 'C' } });
    expect(stdout).toBe('ONLY=this one\nLANG=C\n');
  });

  test('arguments, working folder, umask and host name are fixed', async () => {
    const { stdout } = await suite.box.run(sh('pwd; umask; uname -n; echo "$0"'), { boxCwd: '/tmp' });
    expect(stdout).toBe('/tmp\n0022\nbox\n/bin/sh\n');
  });

  test('standard input can be read, also anew by its name, and is empty when not given', async () => {
    const hostStdinPath = suite.box.file('in', 'hello\n');
    expect((await suite.box.run(['/usr/bin/cat'], { hostStdinPath })).stdout).toBe('hello\n');
    expect((await suite.box.run(['/usr/bin/cat', '/dev/stdin'], { hostStdinPath })).stdout).toBe('hello\n');
    expect((await suite.box.run(sh('cat; echo end'))).stdout).toBe('end\n');
  });

  test('outputs can be opened anew by their names', async () => {
    const { stdout, stderr } = await suite.box.run(sh('echo one > /dev/stdout; echo two > /dev/stderr'));
    expect([stdout, stderr]).toEqual(['one\n', 'two\n']);
  });

  test('a standard input that is no regular file is a fault, not a wait', async () => {
    const fifo = suite.box.path('fifo');
    execFileSync('mkfifo', [fifo]);
    const { report } = await suite.box.run(['/bin/true'], { hostStdinPath: fifo });
    expect(report.exit).toMatchObject({
      kind: 'sandbox-fault',
      detail: expect.stringContaining('no regular file'),
    });
    expect(report.layers).toEqual([]);
  });

  test('a standard input that others may write stays as it is', async () => {
    const hostStdinPath = suite.box.file('in', 'unchanged');
    chmodSync(hostStdinPath, 0o666);
    const { stdout } = await suite.box.run(sh('cat; (echo changed > /dev/stdin) 2>/dev/null || echo " refused"'), {
      hostStdinPath,
    });
    expect([stdout, readFileSync(hostStdinPath, 'utf8')]).toEqual(['unchanged refused\n', 'unchanged']);
  });

  test('an output path that exists, or is a link, is never written', async () => {
    const canary = suite.box.file('canary', 'unchanged');
    const link = suite.box.path('link');
    symlinkSync(canary, link);
    for (const hostStdoutPath of [canary, link]) {
      expect((await suite.box.run(sh('echo overwritten'), { hostStdoutPath })).report.exit.kind).toBe('sandbox-fault');
    }
    expect(readFileSync(canary, 'utf8')).toBe('unchanged');
  });

  test('a program that is not there is a fault that names the step and the errno', async () => {
    const { report } = await suite.box.run(['/box/absent']);
    expect(report.exit).toMatchObject({ kind: 'sandbox-fault', detail: expect.stringMatching(/execve: ENOENT/) });
  });

  test("the caller's folders and files are there, read-only, in /work too", async () => {
    const folder = suite.emptyFolder('given');
    writeFileSync(`${folder}/data`, 'given');
    const file = suite.box.file('single', 'single');
    const mounts = [
      { hostPath: folder, boxPath: '/data/set' },
      { hostPath: folder, boxPath: '/work/inner' },
      { hostPath: file, boxPath: '/data/single' },
    ];
    const script =
      'cat /data/set/data /work/inner/data /data/single; touch /data/set/x /work/inner/x 2>/dev/null || echo refused';
    expect((await suite.box.run(sh(script), { mounts })).stdout).toBe('givengivensinglerefused\n');
  });

  test('a malformed run is rejected: a relative program, a root that is the host, a forged string', async () => {
    const rejects = (run: Promise<unknown>) => expect(run).rejects.toMatchObject({ code: 'internal' });
    await rejects(suite.box.run(['true']));
    await rejects(suite.box.run(['/bin/true'], { root: ['/'] }));
    await rejects(suite.box.run(['/bin/true'], { root: ['/usr/../etc'] }));
    await rejects(suite.box.run(['/bin/true'], { mounts: [{ hostPath: '/usr', boxPath: '/proc/self' }] }));
    await rejects(suite.box.run(['/bin/true', 'a\0b']));
    await rejects(
      suite.box.run(['/bin/true'], { collect: { hostPath: '/tmp', boxPath: '/etc', maxBytes: 1, maxFiles: 1 } }),
    );
  });

  test('a folder that others may not enter stays closed to the program', async () => {
    const folder = suite.emptyFolder('closed');
    writeFileSync(`${folder}/secret`, 'secret');
    chmodSync(folder, 0o700);
    const { stdout, report } = await suite.box.run(sh('cat /secret/secret'), {
      mounts: [{ hostPath: folder, boxPath: '/secret' }],
    });
    expect([stdout, report.exit]).toEqual(['', { kind: 'exited', code: 1 }]);
  });

  test('a long argument and a strange environment arrive; what cannot be passed on is rejected', async () => {
    const long = 'x'.repeat(100 << 10);
    const large = await suite.box.run(['/bin/sh', '-c', 'echo ${#0} "$LINES"', long], {
      env: { LINES: 'one\ntwo=three' },
    });
    expect(large.stdout).toBe(`${100 << 10} one\ntwo=three\n`);
    expect((await suite.box.run(['/bin/true', 'x'.repeat(200 << 10)])).report.exit).toEqual({
      kind: 'sandbox-fault',
      detail: expect.stringContaining('E2BIG'),
    });
    const rejected = [
      suite.box.run(['/bin/true', 'x'.repeat(5 << 20)]),
      suite.box.run(['/bin/true'], { boxCwd: '/wo\0rk' }),
      suite.box.run(['/bin/true'], { limits: { wallTimeMs: Number.NaN } }),
      suite.box.run(['/bin/true'], { limits: { cpuTimeMs: -1 } }),
    ];
    await Promise.all(rejected.map((run) => expect(run).rejects.toMatchObject({ code: 'internal' })));
  });
}
