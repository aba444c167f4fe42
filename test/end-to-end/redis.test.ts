/** The same instance with its queue on Redis, by configuration alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finished, type Instance, post, startInstance } from '../support/instance.js';

const REDIS = '/usr/bin/redis-server';
if (!existsSync(REDIS)) process.stderr.write(`redis.test.ts is skipped: ${REDIS} is not installed\n`);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

describe.skipIf(!existsSync(REDIS))('an instance with REDIS_URL', () => {
  let folder: string;
  let redis: ChildProcess;
  let instance: Instance;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'letscode-redis-'));
    const port = await freePort();
    redis = spawn(REDIS, ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '']);
    instance = await startInstance({ env: { REDIS_URL: `redis://127.0.0.1:${port}` } });
  });

  afterAll(async () => {
    await instance?.stop();
    redis.kill();
    await once(redis, 'exit');
    rmSync(folder, { recursive: true });
  });

  it('judges submissions and runs custom tests', async () => {
    const code = 'print(int(input()) * 2)';
    const submitted = await post(`${instance.url}/api/submit`, {
      code,
      language: 'python',
      problemId: 'double-it',
      userId: 'redis',
    });
    expect(submitted.status).toBe(200);
    const view = await finished(instance, submitted.body.submissionId as string);
    expect(view.verdict?.status).toBe('Accepted');
    const tested = await post(`${instance.url}/api/test`, { code, language: 'python', input: '5' });
    expect(tested.body).toMatchObject({ success: true, output: '10\n' });
  });
});
