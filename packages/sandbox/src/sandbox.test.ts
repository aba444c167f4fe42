/** What only the native backend does; the contract of every backend is test/conformance.ts. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
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

test('a root holds only what was named, with the links on the way', async () => {
  const { stdout } = await box.run(sh('ls /usr/bin | head -3; ls /usr; readlink /bin'), {
    root: ['/bin/sh', '/usr/bin/ls', '/usr/bin/head', '/usr/bin/readlink', '/usr/lib', '/lib64'],
    mounts: [],
  });
  expect(stdout.split('\n')).toEqual(expect.arrayContaining(['bin', 'lib', 'usr/bin']));
  const { report } = await box.run(['/usr/bin/gcc', '--version'], { root: ['/bin/sh', '/usr/lib', '/lib64'] });
  expect(report.exit.kind).toBe('sandbox-fault');
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
