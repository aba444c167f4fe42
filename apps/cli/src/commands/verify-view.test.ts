import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { CommandContext } from '../context.js';
import { jsonView, tableView } from './verify-view.js';

const row = {
  ...{ problem: 'sum', submission: 'submissions/accepted/a.py', language: 'python' },
  ...{ expected: ['Accepted' as const], verdict: 'Accepted' as const, ok: true, maxCpuTimeMs: 12 },
};
const times = { timeLimitMs: 2000, isDerived: true, slowestAccepted: { submission: 'a.py', cpuTimeMs: 12 } };
const counts = { total: 2, ok: 1, failed: 1, skipped: 0 };

async function shown(use: (context: CommandContext) => void): Promise<string> {
  const stdout = new PassThrough();
  use({ stdout } as unknown as CommandContext);
  stdout.end();
  return text(stdout);
}

it('prints JSON lines of which the last one counts', async () => {
  const lines = await shown((context) => {
    const view = jsonView(context);
    view.progress('a.py', 1, 2);
    view.row(row);
    view.packageDone('sum', times);
    view.end(counts);
  });
  const [first, last, ...more] = lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(first).toEqual(row);
  expect(last).toEqual({ ...counts, times: [{ problem: 'sum', ...times }] });
  expect(more).toEqual([]);
});

it('shows a table with what runs below it, no wider than the terminal', async () => {
  const table = await shown((context) => {
    const view = tableView(context, 40);
    view.progress('submissions/accepted/with-a-long-name.py', 1, 2);
    view.row({ ...row, verdict: 'Wrong Answer', ok: false, message: 'secret/1: differs' });
    view.packageDone('sum', times);
    view.end(counts);
  });
  expect(table).toContain('0 done  submissions/accepted/with-a-lon\u001b');
  expect(table).toMatch(/FAILED.*sum\/submissions\/accepted\/a\.py.*Wrong Answer.*12 ms \(expected Accepted\)/);
  expect(table).toContain('secret/1: differs');
  expect(table).toContain('time limit 2000 ms, from its submissions; slowest accepted a.py 12 ms');
  expect(table).toContain('1 as expected, 1 not, 0 skipped');
});
