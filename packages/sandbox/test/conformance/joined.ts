/** Two programs joined by pipes: traffic, ends, records, and what happens when one of the two falls. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { JoinedRuns } from '../../src/index.js';
import { type Suite, sh } from './suite.js';

export function describeJoined(suite: Suite): void {
  async function join(first: string, second: string, more: Partial<JoinedRuns> = {}, signal?: AbortSignal) {
    const pair = {
      first: suite.box.spec(sh(first)),
      second: suite.box.spec(sh(second)),
      recordBytes: 1_000_000,
      ...more,
    };
    const reports = await suite.sandbox.runJoined(pair, signal);
    const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
    return { ...reports, sent: read(pair.first.hostStdoutPath), answered: read(pair.second.hostStdoutPath) };
  }

  const OK = { kind: 'exited', code: 0 };

  test('each reads what the other writes, in turns, and both directions are kept', async () => {
    const hostTranscriptPath = suite.box.path('transcript');
    const ask = 'for n in 1 2 3; do echo $n; read answer; [ "$answer" = "got $n" ] || exit 9; done';
    const answer = 'while read n; do echo "got $n"; done';
    const { first, second, sent, answered } = await join(ask, answer, { hostTranscriptPath });
    expect([first.exit, second.exit]).toEqual([OK, OK]);
    expect(sent).toBe('1\n2\n3\n');
    expect(answered).toBe('got 1\ngot 2\ngot 3\n');
    const lines = readFileSync(hostTranscriptPath, 'utf8').split('\n').filter(Boolean);
    expect(lines.slice(0, 6)).toEqual(['> 2', '< 6', '> 2', '< 6', '> 2', '< 6']);
    expect(lines.slice(6).sort()).toEqual(['<.', '>.']);
    expect(first.usage.stdoutBytes).toBe(6);
    expect(second.usage.stdoutBytes).toBe(18);
  });

  test('what was sent arrives whole though its sender has ended', async () => {
    const { first, second, answered } = await join('head -c 300000 /dev/zero', 'sleep 0.2; wc -c >&2; exit 3');
    expect([first.exit, second.exit]).toEqual([OK, { kind: 'exited', code: 3 }]);
    expect(second.usage.stderrBytes).toBe('300000\n'.length);
    expect(answered).toBe('');
  });

  test('who writes to one that has gone meets a broken pipe, and it is told who went first', async () => {
    const { first, second, endedFirst } = await join('while :; do echo x; done', 'read x; exit 7');
    expect(second.exit).toEqual({ kind: 'exited', code: 7 });
    expect(first.exit).toEqual({ kind: 'signaled', signal: 'SIGPIPE' });
    expect(endedFirst).toBe('second');
  });

  test('two that wait for each other end at their limits', async () => {
    const limits = { limits: { wallTimeMs: 300 } };
    const wait = sh('read x');
    const { first, second } = await join('', '', {
      first: suite.box.spec(wait, limits),
      second: suite.box.spec(wait, limits),
    });
    expect([first.exit.kind, second.exit.kind].sort()).toContain('wall-limit');
  });

  test('more than is kept still flows, up to the output limit', async () => {
    const { first, second, sent } = await join('head -c 50000 /dev/zero', 'wc -c >&2', { recordBytes: 1000 });
    expect([first.exit, second.exit]).toEqual([OK, OK]);
    expect(sent.length).toBe(1000);
    expect(first.stdoutTruncated).toBe(true);
    const noisy = suite.box.spec(sh('yes'), { limits: { outputBytes: 5000 } });
    const over = await join('', 'cat > /dev/null', { first: noisy });
    expect(over.first.exit.kind).toBe('output-limit');
  });

  test('each is measured by itself', async () => {
    const { first, second } = await join('i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done', 'cat');
    expect(first.usage.cpuTimeMs).toBeGreaterThan(3 * second.usage.cpuTimeMs);
  });

  test('where one can not begin, neither does, and nothing is left waiting', async () => {
    const missing = suite.box.spec(sh('cat'), { mounts: [{ hostPath: '/does/not/exist', boxPath: '/box' }] });
    for (const pair of [{ first: missing }, { second: missing }]) {
      const { first, second } = await join('cat', 'cat', pair);
      expect([first.exit.kind, second.exit.kind]).toEqual(['sandbox-fault', 'sandbox-fault']);
    }
    expect((await suite.box.run(sh('exit 5'))).report.exit).toEqual({ kind: 'exited', code: 5 });
  });

  test('an abort ends both', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 100);
    await expect(join('cat', 'cat', {}, stop.signal)).rejects.toThrow('enough');
  });

  test('many pairs at once neither starve nor mix', async () => {
    const pairs = Array.from({ length: 10 }, (_, n) =>
      join(`echo ${n}; read x; [ "$x" = "<${n}>" ]`, 'read n; echo "<$n>"'),
    );
    for (const { first, second } of await Promise.all(pairs)) expect([first.exit, second.exit]).toEqual([OK, OK]);
  });
}
