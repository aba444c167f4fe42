/** The server as a process, as the launcher runs it: ready, stopped, left alone, wrongly set up. */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveClient } from './testing/live-client.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROGRAM = join(ROOT, 'apps/server/dist/main.js');

let postgres: TestPostgres;
let databaseUrl: string;

beforeAll(async () => {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [compiler, '-b', 'apps/server'], { cwd: ROOT });
  postgres = await startTestPostgres();
  // Empty: the server brings the schema along.
  databaseUrl = await postgres.createEmptyDatabase();
});
afterAll(() => postgres?.stop());

async function startProcess(): Promise<{ child: ChildProcess; url: string; ended: Promise<number | null> }> {
  const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl, PORT: '0', LETSCODE_LOG_LEVEL: 'error' };
  // Not the test runner's own arguments, which lead to the sources.
  const child = fork(PROGRAM, [], { env, execArgv: [] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<{ type: string; port: number }>((resolve) => child.once('message', resolve as () => void));
  const message = await Promise.race([ready, ended]);
  if (message === null || typeof message === 'number') throw new Error(`the server ended with ${message}`);
  expect(message.type).toBe('ready');
  return { child, url: `http://127.0.0.1:${message.port}`, ended };
}

describe('the server process', () => {
  it('is ready on its port, and ends well when told to while sockets are open', async () => {
    const { child, url, ended } = await startProcess();
    expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ ok: true });
    const client = new LiveClient(url, '/?userId=a');
    await client.systemStatus();
    child.kill('SIGTERM');
    expect((await client.closed).code).toBe(1001);
    expect(await ended).toBe(0);
  });

  it('ends by itself when its launcher is gone', async () => {
    const { child, ended } = await startProcess();
    child.disconnect();
    expect(await ended).toBe(0);
  });

  it('says which setting is wrong', async () => {
    const run = promisify(execFile)(process.execPath, [PROGRAM], { env: { PORT: 'http', DATABASE_URL: databaseUrl } });
    await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('PORT="http"') });
  });
});
