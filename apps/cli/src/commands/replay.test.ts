import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { loadSentence } from '@letscode/analysis';
import { DEFAULT_LIMITS, readSettings, type Verdict } from '@letscode/core';
import { openStore, type Store } from '@letscode/store';
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommandContext } from '../context.js';
import { replayCommand } from './replay.js';

let postgres: TestPostgres;
let url: string;
let store: Store;
beforeAll(async () => {
  postgres = await startTestPostgres();
  url = await postgres.createDatabase();
  store = openStore(url);
  const detail = {
    ...{ id: 'sum', title: 'Sum', tags: [], triedCount: 0, solvedCount: 0, statement: '', statementLanguage: 'en' },
    samples: [{ name: 'sample/1', input: '1', output: '1' }],
    ...{ testCount: 2, limits: DEFAULT_LIMITS, comparison: { caseSensitive: false, spaceChangeSensitive: false } },
  };
  await store.problems.upsert({ detail, limits: DEFAULT_LIMITS, packageSha256: 'a'.repeat(64) });
  await judged('print(input())', 'Wrong Answer');
  await judged('import os\nos.system("ls")', 'Accepted');
});
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

async function judged(code: string, status: Verdict): Promise<void> {
  const id = randomUUID();
  const reasons = [loadSentence({ queueDepth: 0, runningCount: 0, laneCount: 2 })];
  const row = { id, code, problemId: 'sum', language: 'python', userId: 'ada', isCustomTest: false, reasons };
  const alternatives = [
    { strategy: 'client' as const, isPossible: false, reasons: ['Judged on hidden tests'] },
    { strategy: 'hybrid' as const, isPossible: true, reasons: ['Its loops suggest O(n^3)'] },
  ];
  await store.submissions.insert({ ...row, strategy: 'server', alternatives });
  const attempt = (await store.submissions.beginAttempt(id, 'w'))?.attempt ?? 0;
  const figures = { maxCpuTimeMs: 40, maxWallTimeMs: 40, maxMemoryBytes: 1 };
  await store.submissions.complete({
    id,
    attempt,
    verdict: { status, passedCount: 0, testCount: 2, ...figures },
    compile: null,
    testResults: [{ name: 'sample/1', verdict: status, cpuTimeMs: 40, wallTimeMs: 40, memoryBytes: 1 }],
  });
}

async function replay(...args: string[]): Promise<string> {
  const stdout = new PassThrough();
  const context: CommandContext = {
    settings: { ...readSettings({}), databaseUrl: url },
    rootFolder: '/',
    env: {},
    stdin: new PassThrough(),
    stdout,
    stderr: new PassThrough(),
    signal: new AbortController().signal,
    exitCode: 0,
  };
  await replayCommand(context)
    .exitOverride()
    .parseAsync(['node', 'replay', ...args]);
  stdout.end();
  return (await stdout.toArray()).join('');
}

it('shows what each policy would have cost the server', async () => {
  const { submissionCount, policies } = JSON.parse(await replay('--json', '--runtimes', 'python'));
  expect(submissionCount).toBe(2);
  const costs = Object.fromEntries(policies.map((one: { policy: string }) => [one.policy, one]));
  // The one that fails a sample would have ended in the browser; the unsafe one is the server's by any policy.
  expect(costs.default).toMatchObject({ keptOffServerCount: 1, serverCpuMs: 40 });
  expect(costs['server only']).toMatchObject({ keptOffServerCount: 0, serverCpuMs: 80 });
});

it('takes callers by what they had said when nothing else is assumed', async () => {
  const { policies } = JSON.parse(await replay('--json', '--limit', '5'));
  expect(policies[0]).toMatchObject({ policy: 'default', keptOffServerCount: 0, serverCpuMs: 80 });
});

it('tells a person where another policy decides otherwise', async () => {
  const text = await replay('--runtimes', 'python');
  expect(text).toContain('2 submissions, by policy:');
  expect(text).toMatch(/default\s+0\s+1\s+1\s+1\s+0\.0 s/);
  expect(text).toMatch(/server → hybrid: .*\n {4}had spoken against it: Its loops suggest O\(n\^3\)\n/);
});
