/**
 * A whole server for tests: real PostgreSQL, real queue, real sockets, a free port.
 * With `judge`, a worker of the queue stands by, whose verdicts the test decides:
 * what a program deserves is the business of the worker's own tests.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DEFAULT_LIMITS,
  type Language,
  type ModuleRequest,
  type ModuleResponse,
  type ProblemDetail,
  type TestRequest,
  type TestResponse,
} from '@letscode/core';
import { openQueueClient, openQueueWorker, type QueueClient, type QueueWorker } from '@letscode/queue';
import { openStore, type Store } from '@letscode/store';
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { pino } from 'pino';
import type { ServerTiming } from '../context.js';
import { type RunningServer, startServer } from '../server.js';
import type { Standing } from '../speculation/standing.js';

export interface TestServer {
  url: string;
  store: Store;
  queue: QueueClient;
  postgres: TestPostgres;
  databaseUrl: string;
  /** What the standing-by worker publishes with. */
  worker: QueueWorker | undefined;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  /** Ends the server and starts another on the same port, over the same store and queue. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: any;
}

export interface TestServerOptions {
  settings?: { rateLimitPerMinute?: number; maxQueueDepth?: number; authorKey?: string };
  timing?: Partial<ServerTiming>;
  webFolder?: string;
  standing?: Standing;
  newId?: () => string;
  /** Shared with other servers, each in its own database; who started it stops it. */
  postgres?: TestPostgres;
  judge?: (submissionId: string, server: TestServer) => Promise<void>;
  test?: (request: TestRequest) => Promise<TestResponse>;
  module?: (request: ModuleRequest, server: TestServer) => Promise<ModuleResponse>;
}

const QUICK: ServerTiming = {
  statusIntervalMs: 100,
  sweepIntervalMs: 100,
  staleAfterMs: 300,
  followIntervalMs: 200,
  heartbeatMs: 25_000,
  tidyIntervalMs: 200,
  forecastIntervalMs: 60_000,
};

const PYTHON: Language = {
  id: 'python',
  name: 'Python 3',
  available: true,
  version: '3.11',
  extension: 'py',
  editorMode: 'python',
  template: '',
  runCommand: 'python3 main.py',
};

const HASKELL: Language = {
  ...PYTHON,
  id: 'haskell',
  name: 'Haskell',
  available: false,
  version: undefined,
  remedy: 'apt-get install ghc',
};

const DOUBLE: ProblemDetail = {
  id: 'double',
  title: 'Double it',
  tags: ['basics'],
  difficulty: 'easy',
  triedCount: 0,
  solvedCount: 0,
  statement: 'Print $2n$.',
  statementLanguage: 'en',
  samples: [{ name: 'sample/1', input: '5\n', output: '10\n' }],
  testCount: 2,
  limits: { cpuTimeMs: 1000, memoryBytes: 256 * 1024 * 1024, outputBytes: 1024 * 1024 },
};

/** A submission that every check accepts. */
export const GOOD = { code: 'print(int(input()) * 2)', language: 'python', problemId: 'double', userId: 'user-456' };

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const postgres = options.postgres ?? (await startTestPostgres());
  const databaseUrl = await postgres.createDatabase();
  const store = openStore(databaseUrl);
  await putContent(store);
  const engine = { kind: 'postgres' as const, url: databaseUrl };
  const queue = await openQueueClient({ engine });
  const start = (port: number): Promise<RunningServer> =>
    startServer(
      {
        store,
        queue,
        // Known to this version, and reported by no worker.
        languages: [{ id: 'rust', name: 'Rust', extension: 'rs', editorMode: 'rust', template: '' }],
        settings: {
          rateLimitPerMinute: 0,
          maxQueueDepth: 10_000,
          authorKey: undefined,
          warmBoxes: 4,
          ...options.settings,
        },
        scratchFolder,
        webFolder: options.webFolder ?? '/nonexistent',
        log: pino({ level: 'silent' }),
        now: Date.now,
        newId: options.newId ?? randomUUID,
        timing: { ...QUICK, ...options.timing },
        ...(options.standing ? { standing: options.standing } : {}),
      },
      { host: '127.0.0.1', port },
    );
  const scratchFolder = await mkdtemp(join(tmpdir(), 'letscode-server-'));
  const { judge, test, module } = options;
  const beat = () => store.workers.beat({ id: 'standing-by', laneCount: 1, runningCount: 0, layers: [] });
  const beating = judge || test || module ? setInterval(() => void beat().catch(() => {}), 2_000) : undefined;
  if (beating) await beat();
  let running = await start(0);
  const { port } = running;
  const url = `http://127.0.0.1:${port}`;
  const server: TestServer = {
    url,
    store,
    queue,
    postgres,
    databaseUrl,
    worker: undefined,
    get: (path) => ask(url + path, {}),
    post: (path, body, headers) =>
      ask(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async restart() {
      await running.close(1_000);
      running = await start(port);
    },
    async close() {
      clearInterval(beating);
      await running.close(1_000);
      await server.worker?.close(0);
      await queue.close();
      await store.close();
      if (!options.postgres) await postgres.stop();
      await rm(scratchFolder, { recursive: true, force: true });
    },
  };
  if (beating) {
    server.worker = await openQueueWorker({
      engine,
      laneCount: 1,
      handlers: {
        judge: async (id) => judge?.(id, server),
        test: async (request) => {
          if (!test) throw new Error('this suite runs no tests');
          return test(request);
        },
        ...(module ? { module: (request: ModuleRequest) => module(request, server) } : {}),
        // Takes a step of background work and never ends it: what is asked is whether there is a job.
        step: (_work, { signal }) =>
          new Promise((resolve) => signal.addEventListener('abort', () => resolve('done'), { once: true })),
      },
    });
  }
  return server;
}

async function putContent(store: Store): Promise<void> {
  const input = await store.blobs.put(Buffer.from('5\n'));
  const answer = await store.blobs.put(Buffer.from('10\n'));
  const files = { inputSha256: input, inputBytes: 2, answerSha256: answer, answerBytes: 3 };
  await store.problems.upsert({
    detail: DOUBLE,
    limits: { ...DEFAULT_LIMITS, cpuTimeMs: 1000 },
    checker: { kind: 'default', caseSensitive: false, spaceChangeSensitive: false },
    tests: [
      { name: 'sample/1', isSample: true, ...files },
      { name: 'secret/1', isSample: false, ...files },
    ],
    packageSha256: 'a'.repeat(64),
  });
  await store.languages.report([PYTHON, HASKELL]);
}

export async function ask(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** Waits until `probe` answers something other than undefined. @throws after 20 s */
export async function eventually<T>(probe: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
