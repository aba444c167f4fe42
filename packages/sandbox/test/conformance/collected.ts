/** Files that come out of the box. */
import { lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Suite, sh } from './suite.js';

export function describeCollection(suite: Suite): void {
  test('regular files are collected with their executable bit; links, fifos and second names are not', async () => {
    const hostPath = suite.emptyFolder('collected');
    const script =
      'mkdir -p out/deep && cd out && echo a > a && echo b > deep/b && chmod +x a && ln -s /etc/passwd link && ln -s /etc folder && mkfifo fifo && echo c > c && ln c d';
    const { report } = await suite.box.run(sh(script), {
      collect: { hostPath, boxPath: '/work/out', maxBytes: 1000, maxFiles: 10 },
    });
    expect(report.exit).toEqual({ kind: 'exited', code: 0 });
    expect(readdirSync(hostPath).sort()).toEqual(['a', 'deep']);
    expect(readFileSync(`${hostPath}/deep/b`, 'utf8')).toBe('b\n');
    expect(statSync(`${hostPath}/a`).mode & 0o777).toBe(0o755);
    expect(statSync(`${hostPath}/deep/b`).mode & 0o777).toBe(0o644);
  });

  test('a folder to collect that is itself a link leads nowhere', async () => {
    const hostPath = suite.emptyFolder('collected');
    await suite.box.run(sh('ln -s /etc out'), {
      collect: { hostPath, boxPath: '/work/out', maxBytes: 1e6, maxFiles: 100 },
    });
    expect(readdirSync(hostPath)).toEqual([]);
  });

  test('collecting stops at its bounds, and the report says so', async () => {
    const many = suite.emptyFolder('many');
    const large = suite.emptyFolder('large');
    const collect = (hostPath: string) => ({ hostPath, boxPath: '/work', maxBytes: 1000, maxFiles: 3 });
    const first = await suite.box.run(sh('for i in 1 2 3 4 5; do echo x > $i; done'), { collect: collect(many) });
    const second = await suite.box.run(sh('head -c 1001 /dev/zero > big'), { collect: collect(large) });
    expect(readdirSync(many)).toHaveLength(3);
    expect(readdirSync(large)).toEqual([]);
    for (const { report } of [first, second])
      expect(report.violations).toContainEqual({ type: 'resource', detail: expect.stringContaining('collected') });
  });

  test('files are collected after an exit with any code, and not when the run was ended', async () => {
    const collect = () => ({ hostPath: suite.emptyFolder('collected'), boxPath: '/work', maxBytes: 1000, maxFiles: 3 });
    const [exited, signaled, limited] = [collect(), collect(), collect()];
    await suite.box.run(sh('echo x > x; exit 42'), { collect: exited });
    await suite.box.run(sh('echo x > x; kill -KILL $$'), { collect: signaled });
    await suite.box.run(sh('echo x > x; head -c 100 /dev/zero; exit 0'), {
      collect: limited,
      limits: { outputBytes: 10 },
    });
    expect([exited, signaled, limited].map(({ hostPath }) => readdirSync(hostPath))).toEqual([['x'], [], []]);
  });

  test('folders deeper than the bound are told, not left out in silence', async () => {
    const hostPath = suite.emptyFolder('collected');
    const { report } = await suite.box.run(sh(`mkdir -p ${'d/'.repeat(17)} && touch ${'d/'.repeat(17)}deep`), {
      collect: { hostPath, boxPath: '/work', maxBytes: 1000, maxFiles: 100 },
    });
    expect(report.violations).toContainEqual({
      type: 'resource',
      detail: expect.stringContaining('folders too deep'),
    });
  });

  test('a link left by one step is not followed by the next (CVE-2024-28185)', async () => {
    const canary = suite.box.file('canary', 'unchanged');
    const hostPath = suite.emptyFolder('collected');
    symlinkSync(canary, `${hostPath}/result`);
    await suite.box.run(sh('echo changed > result'), {
      collect: { hostPath, boxPath: '/work', maxBytes: 1000, maxFiles: 3 },
    });
    expect(readFileSync(canary, 'utf8')).toBe('unchanged');
    expect(lstatSync(`${hostPath}/result`).isSymbolicLink()).toBe(true);
  });

  test('a compiler runs in the box, and what it made runs in the next', async () => {
    const source = suite.emptyFolder('source');
    const app = suite.emptyFolder('app');
    writeFileSync(`${source}/main.c`, '#include <stdio.h>\nint main(void) { puts("made here"); }\n');
    const compile = await suite.box.run(['/usr/bin/gcc', '-O2', '/source/main.c', '-o', '/work/main'], {
      phase: 'compile',
      profile: 'c',
      root: ['/usr/bin', '/usr/lib', '/usr/include', '/usr/libexec', '/lib64', '/etc/alternatives'],
      mounts: [{ hostPath: source, boxPath: '/source' }],
      collect: { hostPath: app, boxPath: '/work', maxBytes: 1 << 20, maxFiles: 4 },
    });
    expect([compile.report.exit, compile.stderr]).toEqual([{ kind: 'exited', code: 0 }, '']);
    const run = await suite.box.run(['/app/main'], {
      profile: 'c',
      root: ['/usr/lib', '/lib64'],
      mounts: [{ hostPath: app, boxPath: '/app' }],
    });
    expect(run.stdout).toBe('made here\n');
    expect(run.report.violations).toEqual([]);
  });
}
