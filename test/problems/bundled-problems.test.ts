/** Every reference submission of every bundled problem, judged in the real sandbox, gets the verdict of its folder. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { ROOT } from '../support/instance.js';

interface Row {
  submission?: string;
  verdict?: string;
  expected?: string[];
  ok?: boolean | number;
  skipped?: boolean | number;
  total?: number;
  message?: string;
}

async function verify(paths: string[], cacheFolder: string): Promise<Row[]> {
  const cli = join(ROOT, 'apps/cli/bin/letscode.mjs');
  const child = spawn(process.execPath, [cli, 'verify', ...paths, '--jobs', '2', '--json'], {
    cwd: ROOT,
    env: { ...process.env, XDG_CACHE_HOME: cacheFolder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const rows: Row[] = [];
  for await (const line of createInterface({ input: child.stdout })) rows.push(JSON.parse(line) as Row);
  return rows;
}

it.each(readdirSync(join(ROOT, 'problems')))('%s has submissions of every kind', (problem) => {
  const kinds = readdirSync(join(ROOT, 'problems', problem, 'submissions'));
  expect(kinds).toEqual(expect.arrayContaining(['accepted', 'wrong_answer', 'time_limit_exceeded', 'run_time_error']));
  const extensions = readdirSync(join(ROOT, 'problems', problem, 'submissions/accepted')).map((name) => extname(name));
  expect(new Set(extensions).size).toBeGreaterThanOrEqual(2);
});

it('all bundled problems verify', { timeout: 600_000 }, async () => {
  const problems = readdirSync(join(ROOT, 'problems')).map((name) => `problems/${name}`);
  expect(problems.length).toBeGreaterThanOrEqual(15);
  const cacheFolder = mkdtempSync(join(tmpdir(), 'letscode-cache-'));
  const rows = await verify(problems, cacheFolder).finally(() => rmSync(cacheFolder, { recursive: true }));
  const submissions = rows.filter((row) => row.submission !== undefined);
  expect(submissions.length).toBeGreaterThan(problems.length * 3);
  expect(submissions.filter((row) => !row.ok)).toEqual([]);
  for (const row of submissions.filter(({ skipped }) => skipped)) process.stderr.write(`skipped: ${row.message}\n`);
  expect(rows.at(-1)).toMatchObject({ total: submissions.length, failed: 0 });
});
