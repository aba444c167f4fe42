/** The command line as scripts use it: JSON shapes, exit codes, messages. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, startInstance } from '../support/instance.js';

const CLI = join(ROOT, 'apps/cli/bin/letscode.mjs');
const SIX_LAYERS = ['application', 'namespaces', 'cgroups', 'seccomp', 'filesystem', 'network'];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'letscode-cli-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function letscode(args: string[], options: { input?: string; env?: Record<string, string> } = {}) {
  const own = { LETSCODE_DATA: join(folder, 'data'), XDG_CACHE_HOME: join(folder, 'cache') };
  const env = { ...process.env, ...own, ...options.env };
  const result = spawnSync(process.execPath, [CLI, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    input: options.input,
    env,
  });
  return { exitCode: result.status, stdout: result.stdout, stderr: result.stderr };
}

function runJson(args: string[], input = '') {
  const { exitCode, stdout } = letscode(['run', ...args, '--json'], { input });
  return { exitCode, report: JSON.parse(stdout) as Record<string, unknown> };
}

describe('letscode run', () => {
  it('tells the whole of a large output to a pipe, and nothing to one that was closed', () => {
    const source = file('large.py', 'print("x" * 20_000_000)\n');
    const command = (rest: string) => `${process.execPath} ${CLI} run ${source} --output-limit 30000000 ${rest}`;
    const shell = (line: string) => spawnSync('bash', ['-c', line], { cwd: ROOT, encoding: 'utf8' });
    expect(Number(shell(`${command('--json')} </dev/null | wc -c`).stdout)).toBeGreaterThan(20_000_000);
    const cut = shell(`${command('')} </dev/null | head -c 3`);
    expect([cut.stdout, cut.stderr]).toEqual(['xxx', '']);
  });

  it('keeps what it makes once for a toolchain in the cache folder of the user, and of nobody else', () => {
    const cacheFolder = join(folder, 'cache/letscode/toolchains');
    const names = [1, 2].map(() => {
      const { report } = runJson([file('sum.cpp', '#include <bits/stdc++.h>\nint main() { std::cout << 3; }')]);
      expect(report).toMatchObject({ status: 'OK', stdout: '3' });
      return readdirSync(cacheFolder);
    });
    expect(names[0]).toEqual([expect.stringMatching(/^cpp-[0-9a-f]{64}$/)]);
    expect(names[1]).toEqual(names[0]);
    expect(statSync(cacheFolder).mode & 0o777).toBe(0o700);
  });

  it('passes input, arguments, output and exit code through', () => {
    const source = file('echo.py', 'import sys\nprint(input(), *sys.argv[1:])\nprint("e", file=sys.stderr)\n');
    const { exitCode, report } = runJson([source, '--args', 'a', 'b c'], 'hello\n');
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({
      status: 'OK',
      exitCode: 0,
      signal: null,
      stdout: 'hello a b c\n',
      stderr: 'e\n',
      stdoutTruncated: false,
      violations: [],
      layers: SIX_LAYERS,
    });
  });

  it('takes a file as standard input', () => {
    const source = file('cat.js', "process.stdout.write(require('fs').readFileSync(0))");
    const { report } = runJson([source, '--stdin', file('input.txt', 'from a file\n')]);
    expect(report.stdout).toBe('from a file\n');
  });

  it.each([
    ['exit.c', 'int main(void) { return 7; }', { status: 'Runtime Error', exitCode: 7 }],
    ['abort.c', '#include <stdlib.h>\nint main(void) { abort(); }', { status: 'Runtime Error', signal: 'SIGABRT' }],
    ['bad.cpp', 'int main( {', { status: 'Compilation Error', exitCode: null }],
    ['loop.py', 'while True: pass', { status: 'Time Limit Exceeded' }],
    ['memory.py', 'x = bytearray(10**9)', { status: 'Memory Limit Exceeded' }],
    ['flood.py', 'while True: print("y" * 100)', { status: 'Output Limit Exceeded', stdoutTruncated: true }],
  ])('calls %s what it is, with exit code 1', (name, code, expected) => {
    const limits = ['--time-limit', '700', '--memory-limit', '64', '--output-limit', '5000'];
    const { exitCode, report } = runJson([file(name, code), ...limits]);
    expect(report).toMatchObject(expected);
    expect(exitCode).toBe(1);
  });

  it('names a refused system call among the violations', () => {
    const { report } = runJson([file('net.py', 'import socket\nsocket.socket()')]);
    expect(report).toMatchObject({ violations: [{ type: 'network', syscall: 'socket' }] });
  });
});

describe('letscode judge', () => {
  it('gives one program its verdict, test by test', () => {
    const source = file('double.py', 'print(int(input()) * 2)');
    const { exitCode, stdout } = letscode(['judge', 'problems/double-it', source, '--json']);
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ problem: 'double-it', language: 'python', verdict: 'Accepted' });
    expect(report.tests.length).toBeGreaterThan(5);
    expect(report.tests.every((test: { verdict: string }) => test.verdict === 'Accepted')).toBe(true);
  });
});

describe('letscode verify', () => {
  it('fails with exit code 1 when a submission does not get what its folder expects', () => {
    const problem = join(folder, 'liar');
    for (const part of ['data/sample', 'data/secret', 'submissions/accepted']) {
      mkdirSync(join(problem, part), { recursive: true });
    }
    writeFileSync(join(problem, 'problem.yaml'), 'name: Liar\n');
    writeFileSync(join(problem, 'data/secret/1.in'), '1\n');
    writeFileSync(join(problem, 'data/secret/1.ans'), '2\n');
    writeFileSync(join(problem, 'submissions/accepted/wrong.py'), 'print(3)');
    const { exitCode, stdout } = letscode(['verify', problem, '--json']);
    const [row, summary] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(row).toMatchObject({
      problem,
      submission: 'submissions/accepted/wrong.py',
      expected: ['Accepted'],
      verdict: 'Wrong Answer',
      ok: false,
    });
    expect(summary).toMatchObject({ total: 1, ok: 0, failed: 1, skipped: 0 });
    expect(exitCode).toBe(1);
  });
});

describe('letscode doctor', () => {
  it('finds all six layers and tells a version of each working language', () => {
    const { exitCode, stdout } = letscode(['doctor', '--json']);
    const diagnosis = JSON.parse(stdout);
    expect(diagnosis.layers.map(({ name }: { name: string }) => name)).toEqual(SIX_LAYERS);
    expect(diagnosis.layers.every(({ ok }: { ok: boolean }) => ok)).toBe(true);
    for (const { ok, version, remedy } of diagnosis.languages) expect(ok ? version : remedy).toBeTruthy();
    expect({ ok: diagnosis.ok, exitCode }).toEqual({ ok: true, exitCode: 0 });
  });
});

describe('letscode import', () => {
  it('brings a package into the running server, once, and says what is wrong with another', async () => {
    const problem = join(folder, 'imported');
    for (const part of ['data/sample', 'problem_statement']) mkdirSync(join(problem, part), { recursive: true });
    writeFileSync(join(problem, 'problem.yaml'), 'name: Imported\n');
    writeFileSync(join(problem, 'problem_statement/problem.en.md'), 'Say **hello**.\n');
    writeFileSync(join(problem, 'data/sample/1.in'), '');
    writeFileSync(join(problem, 'data/sample/1.ans'), 'hello\n');
    const instance = await startInstance();
    try {
      const env = { LETSCODE_DATA: instance.dataFolder };
      expect(letscode(['import', problem, '--json'], { env }).stdout).toContain('"changed":true');
      expect(letscode(['import', problem, '--json'], { env }).stdout).toContain('"changed":false');
      const shown = await (await fetch(`${instance.url}/api/problems/imported`)).json();
      expect(shown).toMatchObject({ title: 'Imported', statement: 'Say **hello**.\n', testCount: 1 });
      const bad = letscode(['import', join(problem, 'data')], { env });
      expect(bad.exitCode).toBe(1);
      expect(bad.stdout).toContain('problem.yaml');
    } finally {
      await instance.stop();
    }
  });

  it('says that nothing runs when nothing runs', () => {
    const result = letscode(['import', 'problems']);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('Start it with `npm start`');
  });
});

describe('usage faults end with exit code 2 and name what to do', () => {
  it.each([
    [['frobnicate'], 'unknown command'],
    [['run'], 'missing required argument'],
    [['run', '/no/such/file.py'], 'cannot be read'],
    [['run', 'README.md'], 'name one with --lang'],
    [['run', 'README.md', '--lang', 'cobol'], 'Known are ada, awk, bash, c, cpp'],
    [['run', 'README.md', '--lang', 'c', '--time-limit', '-5'], 'must be a whole number'],
    [['judge', 'problems/none', 'problems/double-it/submissions/accepted/double.js'], 'does not exist'],
  ])('%j', (args, message) => {
    const result = letscode(args);
    expect(result.stderr).toContain(message);
    expect(result.exitCode).toBe(2);
    expect(result.stdout).toBe('');
  });

  it('also for a source that is not text', () => {
    const result = letscode(['run', file('binary.py', Buffer.from([0xff, 0xfe, 0x00]))]);
    expect(result.stderr).toContain('is not UTF-8 text');
    expect(result.exitCode).toBe(2);
  });
});
