/** The contract of a sandbox, on the native backend: what a run is given, what it may take, and what its report says. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { LAYERS } from '@letscode/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Box, makeBox } from '../test/box-fixture.js';
import { buildHelper, checkLayers, openSandbox, type Sandbox } from './index.js';

let sandbox: Sandbox;
let box: Box;

beforeAll(async () => {
  sandbox = await openSandbox({ laneCount: 2 });
  box = makeBox(() => sandbox);
});

afterAll(async () => {
  await sandbox.close();
  box.remove();
});

const sh = (script: string) => ['/bin/sh', '-c', script];

function emptyFolder(name: string): string {
  const folder = box.path(name);
  mkdirSync(folder, { mode: 0o755 });
  return folder;
}

test('every layer can be had on this machine', async () => {
  const checks = await checkLayers();
  expect(checks.map((check) => check.name)).toEqual(LAYERS);
  expect(checks.filter((check) => !check.ok)).toEqual([]);
});

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
  expect(report.exit).toMatchObject({ kind: 'sandbox-fault', detail: expect.stringContaining('no regular file') });
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
  await box.run(sh('ln -s /etc out'), { collect: { hostPath, boxPath: '/work/out', maxBytes: 1e6, maxFiles: 100 } });
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
  await box.run(sh('echo x > x; head -c 100 /dev/zero; exit 0'), { collect: limited, limits: { outputBytes: 10 } });
  expect([exited, signaled, limited].map(({ hostPath }) => readdirSync(hostPath))).toEqual([['x'], [], []]);
});

test('what the host cannot take is a fault that names the errno, never half an output or half a program', async () => {
  const helper = box.path('helper-with-small-files');
  writeFileSync(helper, `#!/bin/sh\nulimit -S -f 8\nexec ${await buildHelper()} "$@"\n`, { mode: 0o755 });
  const small = await openSandbox({ laneCount: 1, helperPath: helper });
  try {
    const smallBox = makeBox(() => small);
    const collect = { hostPath: emptyFolder('collected'), boxPath: '/work', maxBytes: 1 << 20, maxFiles: 3 };
    const runs = [
      await smallBox.run(sh('head -c 100000 /dev/zero')),
      await smallBox.run(sh('head -c 100000 /dev/zero >&2')),
      await smallBox.run(sh('head -c 100000 /dev/zero > big'), { collect }),
    ];
    for (const { report } of runs)
      expect(report).toMatchObject({
        exit: { kind: 'sandbox-fault', detail: expect.stringMatching(/^write a.* file: EFBIG/) },
        layers: [],
      });
    smallBox.remove();
  } finally {
    await small.close();
  }
});

test('folders deeper than the bound are told, not left out in silence', async () => {
  const hostPath = emptyFolder('collected');
  const { report } = await box.run(sh(`mkdir -p ${'d/'.repeat(17)} && touch ${'d/'.repeat(17)}deep`), {
    collect: { hostPath, boxPath: '/work', maxBytes: 1000, maxFiles: 100 },
  });
  expect(report.violations).toContainEqual({ type: 'resource', detail: expect.stringContaining('folders too deep') });
});

test('a link left by one step is not followed by the next (CVE-2024-28185)', async () => {
  const canary = box.file('canary', 'unchanged');
  const hostPath = emptyFolder('collected');
  symlinkSync(canary, `${hostPath}/result`);
  await box.run(sh('echo changed > result'), { collect: { hostPath, boxPath: '/work', maxBytes: 1000, maxFiles: 3 } });
  expect(readFileSync(canary, 'utf8')).toBe('unchanged');
  expect(lstatSync(`${hostPath}/result`).isSymbolicLink()).toBe(true);
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

test('a root holds only what was named, with the links on the way', async () => {
  const { stdout } = await box.run(sh('ls /usr/bin | head -3; ls /usr; readlink /bin'), {
    root: ['/bin/sh', '/usr/bin/ls', '/usr/bin/head', '/usr/bin/readlink', '/usr/lib', '/lib64'],
    mounts: [],
  });
  expect(stdout.split('\n')).toEqual(expect.arrayContaining(['bin', 'lib', 'usr/bin']));
  const { report } = await box.run(['/usr/bin/gcc', '--version'], { root: ['/bin/sh', '/usr/lib', '/lib64'] });
  expect(report.exit.kind).toBe('sandbox-fault');
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
    sh('dd if=/dev/zero of=/tmp/x bs=1M count=40 2>/dev/null; (i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done)'),
  );
  expect(report.exit).toEqual({ kind: 'exited', code: 0 });
  expect(report.usage.memoryBytes).toBeGreaterThan(40 << 20);
  expect(report.usage.memoryBytes).toBeLessThan(60 << 20);
  expect(report.usage.cpuTimeMs).toBeGreaterThan(20);
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

const interpreters = [
  {
    program: '/usr/bin/python3',
    profile: 'python',
    args: [
      '-c',
      'import threading, sys; t = threading.Thread(target=lambda: print(sys.stdin.read())); t.start(); t.join()',
    ],
  },
  {
    program: '/usr/bin/node',
    profile: 'javascript',
    args: ['-e', "console.log(require('fs').readFileSync('/dev/stdin', 'utf8'))"],
  },
];

test.each(interpreters.filter(({ program }) => existsSync(program)))(
  '$program runs under its profile without a violation',
  async ({ program, profile, args }) => {
    const hostStdinPath = box.file('in', 'hello');
    const { report, stdout, stderr } = await box.run([program, ...args], {
      profile,
      hostStdinPath,
      root: ['/usr/bin', '/usr/lib', '/lib64'],
    });
    expect([report.exit, stderr]).toEqual([{ kind: 'exited', code: 0 }, '']);
    expect(stdout).toBe('hello\n');
    expect(report.violations).toEqual([]);
  },
);

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

test('a malformed run is rejected: a relative program, a root that is the host, a forged string', async () => {
  const rejects = (run: Promise<unknown>) => expect(run).rejects.toMatchObject({ code: 'internal' });
  await rejects(box.run(['true']));
  await rejects(box.run(['/bin/true'], { root: ['/'] }));
  await rejects(box.run(['/bin/true'], { root: ['/usr/../etc'] }));
  await rejects(box.run(['/bin/true'], { mounts: [{ hostPath: '/usr', boxPath: '/proc/self' }] }));
  await rejects(box.run(['/bin/true', 'a\0b']));
  await rejects(box.run(['/bin/true'], { collect: { hostPath: '/tmp', boxPath: '/etc', maxBytes: 1, maxFiles: 1 } }));
});

test('what is beyond all measure costs its own run only: arguments, environment, mounts, limits', async () => {
  const beside = box.run(sh('sleep 0.2; echo unharmed'));
  const long = 'x'.repeat(100 << 10);
  const large = await box.run(['/bin/sh', '-c', 'echo ${#0} "$LINES"', long], { env: { LINES: 'one\ntwo=three' } });
  expect(large.stdout).toBe(`${100 << 10} one\ntwo=three\n`);
  const faults = [
    await box.run(['/bin/true', 'x'.repeat(200 << 10)]),
    await box.run(['/bin/true', ...Array(10_000).fill('x')]),
    await box.run(['/bin/true'], { mounts: Array(10_000).fill({ hostPath: '/usr/share', boxPath: '/data' }) }),
    await box.run(['/bin/true'], { root: Array(1000).fill('/usr/lib') }),
  ];
  expect(faults.map(({ report }) => report.exit)).toEqual(
    faults.map(() => ({ kind: 'sandbox-fault', detail: expect.stringContaining('E2BIG') })),
  );
  const rejected = [
    box.run(['/bin/true', 'x'.repeat(5 << 20)]),
    box.run(['/bin/true'], { boxCwd: '/wo\0rk' }),
    box.run(['/bin/true'], { limits: { wallTimeMs: Number.NaN } }),
    box.run(['/bin/true'], { limits: { memoryBytes: 1e21 } }),
    box.run(['/bin/true'], { limits: { cpuTimeMs: -1 } }),
  ];
  for (const run of rejected) await expect(run).rejects.toMatchObject({ code: 'internal' });
  expect((await beside).stdout).toBe('unharmed\n');
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
