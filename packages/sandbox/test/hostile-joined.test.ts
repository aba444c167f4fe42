/**
 * Two joined programs of which one wants to harm the other, the sandbox between them, or both: no side decides more than its
 * own end, and what is between them stays small and whole. The ordinary ways of two programs are in conformance/joined.ts.
 */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Limits, RunSpec } from '@letscode/core';
import { expect, test } from 'vitest';
import type { JoinedRuns } from '../src/index.js';
import { descendantsOf } from './box-fixture.js';
import { pythonSpec } from './hostile-forked.js';
import { endOf } from './hostile-program.js';
import { setStage } from './hostile-stage.js';

const stage = setStage(2);

const shell = (script: string, limits: Partial<Limits> = {}) => stage.box.spec(['/bin/sh', '-c', script], { limits });

async function join(first: RunSpec, second: RunSpec, more: Partial<JoinedRuns> = {}) {
  const reports = await stage.sandbox.runJoined({ first, second, recordBytes: 1 << 20, ...more });
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  return {
    ...reports,
    ends: [endOf(reports.first.exit), endOf(reports.second.exit)],
    sent: read(first.hostStdoutPath),
    answered: read(second.hostStdoutPath),
  };
}

/** Most that two pipes and the relay between them hold. */
const BETWEEN_BYTES = 512 * 1024;

test('who floods a partner that never reads is stopped by the pipe, and meets its end as a broken one', async () => {
  const { ends, first } = await join(shell('exec yes'), shell('sleep 0.3'));
  expect(ends).toEqual(['signaled SIGPIPE', 'exited 0']);
  expect(first.usage.stdoutBytes).toBeLessThan(BETWEEN_BYTES);
});

test('two that flood each other and never read end at their limits, and the helper has not grown by it', async () => {
  const helper = descendantsOf(process.pid).find((pid) => statusOf(pid, 'Name').startsWith('letscode-box'));
  await join(shell('echo x'), shell('cat'));
  const before = Number.parseInt(statusOf(helper ?? 0, 'VmHWM'), 10);
  const limits = { idleTimeMs: 300 };
  const { ends, first, second } = await join(shell('exec yes', limits), shell('exec yes', limits));
  expect(ends).toContain('idle-limit');
  for (const { usage } of [first, second]) expect(usage.stdoutBytes).toBeLessThan(BETWEEN_BYTES);
  expect(Number.parseInt(statusOf(helper ?? 0, 'VmHWM'), 10) - before).toBeLessThan(4096);
});

test('two that both wait for the other to speak end at the limit of idleness, not before', async () => {
  const { ends, first, second } = await join(
    shell('read x', { idleTimeMs: 200 }),
    shell('read x', { idleTimeMs: 5000 }),
  );
  expect(ends).toEqual(['idle-limit', 'exited 1']);
  expect(first.usage.idleTimeMs).toBeGreaterThanOrEqual(200);
  expect(second.usage.idleTimeMs).toBeLessThan(5000);
});

test('who has closed its input but goes on gives its partner a broken pipe', async () => {
  // One that found the pipe only full would idle.
  const { ends } = await join(shell('exec yes', { idleTimeMs: 1000 }), shell('exec 0<&-; sleep 2'));
  expect(ends).toEqual(['signaled SIGPIPE', 'exited 0']);
});

test('who has closed its output but goes on gives its partner the end of the input', async () => {
  const { ends, answered } = await join(
    shell('exec 1>&-; wc -c >&2; exit 4'),
    shell('cat > /dev/null; echo after the end'),
  );
  expect(ends).toEqual(['exited 4', 'exited 0']);
  expect(answered).toBe('after the end\n');
});

test.each<[string, string, string, Partial<Limits>]>([
  ['of too much CPU time', 'while :; do :; done', 'cpu-limit', { cpuTimeMs: 200 }],
  ['of too much memory', 'x=1; while :; do x=$x$x; done', 'memory-limit', { memoryBytes: 16 << 20 }],
  ['of a signal', 'kill -9 $$', 'signaled SIGKILL', {}],
  ['of idleness', 'sleep 60', 'idle-limit', { idleTimeMs: 100 }],
  ['of too much output', 'exec yes', 'output-limit', { outputBytes: 1000 }],
  ['by itself, at once', 'exit 7', 'exited 7', {}],
  ['of a file that is none', 'exec /does/not/exist', 'exited 127', {}],
])('when one ends %s the other has had all that was sent, and its own end', async (_why, script, end, limits) => {
  for (const isFirst of [true, false]) {
    const falling = shell(`echo before; ${script}`, limits);
    const other = shell('read x; echo "$x" >&2; cat > /dev/null; exit 5');
    const { ends, first, second } = await join(isFirst ? falling : other, isFirst ? other : falling);
    expect(isFirst ? ends : ends.reverse()).toEqual([end, 'exited 5']);
    expect((isFirst ? second : first).usage.stderrBytes).toBe('before\n'.length);
  }
});

test('the output limit holds through the pipe, whoever reads and however little is kept', async () => {
  const { ends, first, sent } = await join(shell('exec yes', { outputBytes: 100_000 }), shell('cat > /dev/null'), {
    recordBytes: 10,
  });
  expect(ends).toEqual(['output-limit', 'exited 0']);
  expect(first.usage.stdoutBytes).toBeGreaterThan(100_000);
  expect(first.usage.stdoutBytes).toBeLessThan(100_000 + BETWEEN_BYTES);
  expect(sent).toBe('y\ny\ny\ny\ny\n');
});

test('a storm of single bytes is kept byte for byte, and its order told', async () => {
  const source = fileURLToPath(new URL('hostile/joined/storm.py', import.meta.url));
  copyFileSync(source, joinPath(stage.box.folder, 'programs', 'storm.py'));
  const side = (name: string) => stage.box.spec(['/usr/bin/python3', '/box/storm.py', name], { profile: 'python' });
  const hostTranscriptPath = stage.box.path('transcript');
  const { ends, sent, answered } = await join(side('first'), side('second'), { hostTranscriptPath });
  expect(ends).toEqual(['exited 0', 'exited 0']);
  expect(sent).toBe('a'.repeat(300) + 'c'.repeat(20_000));
  expect(answered).toBe('b'.repeat(300));
  const lines = readFileSync(hostTranscriptPath, 'utf8').split('\n').filter(Boolean);
  const total = (mark: string) =>
    lines.filter((line) => line[0] === mark).reduce((sum, line) => sum + (Number(line.slice(2)) || 0), 0);
  expect([total('>'), total('<')]).toEqual([20_300, 300]);
  for (let turn = 0; turn < 299; turn++) expect(lines.slice(2 * turn, 2 * turn + 2)).toEqual(['> 1', '< 1']);
  expect(lines.filter((line) => line === '>.')).toHaveLength(1);
});

test('a transcript tells no more than is kept, however much flows', async () => {
  const hostTranscriptPath = stage.box.path('transcript');
  const many = 'i=0; while [ $i -lt 3000 ]; do echo; i=$((i+1)); done';
  const { ends } = await join(shell(many), shell('cat > /dev/null'), { hostTranscriptPath, recordBytes: 100 });
  expect(ends).toEqual(['exited 0', 'exited 0']);
  expect(readFileSync(hostTranscriptPath, 'utf8').split('\n').length).toBeLessThanOrEqual(100 + 3);
});

test.each(['forked', 'plain'] as const)('/dev/stdin and /dev/stdout can be opened anew: %s', async (how) => {
  writeFileSync(
    joinPath(stage.box.folder, 'programs', 'anew.py'),
    'with open("/dev/stdout", "w") as out: out.write("hello\\n")\nprint(open("/dev/stdin").readline(), file=open("/dev/stderr", "w"))\n',
  );
  const side = () => pythonSpec(stage.box, '/box/anew.py', {}, how);
  const { ends, sent, answered, first, second } = await join(side(), side());
  expect(ends).toEqual(['exited 0', 'exited 0']);
  expect([sent, answered]).toEqual(['hello\n', 'hello\n']);
  expect([first.usage.stderrBytes, second.usage.stderrBytes]).toEqual([7, 7]);
});

test('a fork bomb on one side leaves the other its processes, its time and its answer', async () => {
  stage.box.compile(fileURLToPath(new URL('hostile/joined/fork-bomb.c', import.meta.url)), 'joined-bomb');
  const bomb = stage.box.spec(['/box/joined-bomb'], {
    limits: { processCount: 20, cpuTimeMs: 2000, wallTimeMs: 4000 },
  });
  const busy = 'read x; i=0; while [ $i -lt 40 ]; do (exit 0) || exit 9; i=$((i+1)); done; echo $i $x';
  const { ends, second, answered } = await join(bomb, shell(busy));
  expect(ends[1]).toBe('exited 0');
  expect(answered).toBe('40 x\n');
  expect(second.violations).toEqual([]);
});

function statusOf(pid: number, name: string): string {
  const text = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  return new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(text)?.[1] ?? '';
}
