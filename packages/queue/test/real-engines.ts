/** The two engines for the conformance suite: a real PostgreSQL and a real Redis, both on this machine for one file. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTestPostgres } from '@letscode/store/testing';
import { Redis } from 'ioredis';
import type { QueueEngine } from '../src/contract.js';

export interface RealEngine {
  engine: QueueEngine;
  /** Stops it, runs `whileStopped`, starts it again with the same data. */
  restart(whileStopped?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export const STARTERS: Record<QueueEngine['kind'], () => Promise<RealEngine>> = {
  postgres: startPostgres,
  redis: startRedis,
};

const REDIS_SERVER = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((file) => existsSync(file));

/** Those that can be tested here; a missing one is said aloud. */
export function testableEngines(): QueueEngine['kind'][] {
  if (REDIS_SERVER) return ['postgres', 'redis'];
  console.warn(
    'SKIPPED: redis-server is not installed, so the queue is not tested on Redis: apt-get install redis-server',
  );
  return ['postgres'];
}

async function startPostgres(): Promise<RealEngine> {
  const server = await startTestPostgres();
  return {
    engine: { kind: 'postgres', url: await server.createEmptyDatabase() },
    restart: (whileStopped) => server.restart({ whileStopped }),
    stop: () => server.stop(),
  };
}

async function startRedis(): Promise<RealEngine> {
  const folder = await mkdtemp(path.join(tmpdir(), 'letscode-test-redis-'));
  const port = await freePort();
  let server = await spawnRedis(folder, port);
  const end = async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
  };
  return {
    engine: { kind: 'redis', url: `redis://127.0.0.1:${port}` },
    async restart(whileStopped = async () => {}) {
      await end();
      await whileStopped();
      server = await spawnRedis(folder, port);
    },
    async stop() {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function spawnRedis(folder: string, port: number): Promise<ChildProcess> {
  const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'yes', appendfsync: 'always' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const server = spawn(REDIS_SERVER as string, args, { stdio: 'ignore' });
  const probe = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: () => 25 });
  probe.on('error', () => {});
  await probe.ping();
  probe.disconnect();
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

const root = path.join(import.meta.dirname, '../../..');

/** Builds the queue, so that a process of its own can run it (worker-process.mjs). */
export function buildQueue(): void {
  execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-b', 'packages/queue'], {
    cwd: root,
    stdio: 'inherit',
  });
}

/**
 * A worker in a process of its own that never finishes a job.
 *
 * @returns once it has taken one, with that submission's id
 */
export async function startHangingWorker(
  engine: QueueEngine,
  namespace: string,
): Promise<{ child: ChildProcess; takenId: string }> {
  const file = path.join(import.meta.dirname, 'worker-process.mjs');
  const child = spawn(process.execPath, [file, JSON.stringify(engine), namespace], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, takenId: line.toString().trim() };
}
