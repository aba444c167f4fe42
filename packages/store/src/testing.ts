/**
 * A real PostgreSQL for the tests of any room: one server per test file, one
 * migrated database per suite, nothing left behind.
 *
 *     const postgres = await startTestPostgres();          // beforeAll
 *     const store = openStore(await postgres.createDatabase());
 *     ...
 *     await store.close(); await postgres.stop();          // afterAll
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_LIMITS } from '@letscode/core';
import type { NewSubmission, ProblemImport, Store } from './contract.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/start.js';
import { openStore } from './open-store.js';

export interface TestPostgres {
  /** @returns the connection string of a new database with the newest schema */
  createDatabase(): Promise<string>;
  /** @returns the connection string of a new database without any table */
  createEmptyDatabase(): Promise<string>;
  /** Stops the server (with SIGKILL when `kill`: a crash) and starts it again; connection strings stay valid. */
  restart(options?: { kill?: boolean; whileStopped?: () => Promise<void> }): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

const TEMPLATE = 'letscode_migrated';

export async function startTestPostgres(): Promise<TestPostgres> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'letscode-test-'));
  // Else the server's user could not walk in, and each start would take the long way (embedded/launch.ts).
  await chmod(dataFolder, 0o711);
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ dataFolder, isThrowaway: true });
  await server.createDatabase(TEMPLATE);
  const store = openStore(server.connectionString(TEMPLATE));
  await store.migrate();
  await store.close();

  const create = async (template?: string): Promise<string> => {
    const name = `test_${randomBytes(6).toString('hex')}`;
    await server.createDatabase(name, template);
    return server.connectionString(name);
  };
  return {
    createDatabase: () => create(TEMPLATE),
    createEmptyDatabase: () => create(),
    async restart({ kill = false, whileStopped = async () => {} } = {}) {
      if (kill) server.process.kill('SIGKILL');
      await server.stop();
      await whileStopped();
      server = await startEmbeddedPostgres({ dataFolder, isThrowaway: true });
    },
    async stop() {
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** A small problem with one sample and one secret test, stored; `change` alters it before the import. */
export async function importSampleProblem(
  store: Store,
  id = 'sum',
  change: (problem: ProblemImport) => ProblemImport = (problem) => problem,
): Promise<ProblemImport> {
  const input = Buffer.from('1 2\n');
  const answer = Buffer.from('3\n');
  const inputSha256 = await store.blobs.put(input);
  const answerSha256 = await store.blobs.put(answer);
  const test = { inputSha256, inputBytes: input.length, answerSha256, answerBytes: answer.length };
  const problem = change({
    detail: {
      id,
      title: 'Sum of two numbers',
      difficulty: 'easy',
      tags: ['arithmetic'],
      triedCount: 0,
      solvedCount: 0,
      statement: 'Print $a + b$.',
      statementLanguage: 'en',
      samples: [{ name: 'sample/1', input: '1 2\n', output: '3\n' }],
      testCount: 2,
      limits: { cpuTimeMs: 1_000, memoryBytes: 268_435_456, outputBytes: 1_048_576 },
    },
    limits: DEFAULT_LIMITS,
    checker: { kind: 'default', caseSensitive: true, spaceChangeSensitive: false },
    tests: [
      { name: 'sample/1', isSample: true, ...test },
      { name: 'secret/01', isSample: false, ...test },
    ],
    packageSha256: 'a'.repeat(64),
  });
  await store.problems.upsert(problem);
  return problem;
}

/** A submission to the sample problem, not yet inserted. */
export function sampleSubmission(change: Partial<NewSubmission> = {}): NewSubmission {
  return {
    id: randomUUID(),
    problemId: 'sum',
    language: 'python',
    userId: 'ada',
    code: 'print(sum(map(int, input().split())))\n',
    isCustomTest: false,
    strategy: 'server',
    reasons: ['the only tier'],
    ...change,
  };
}
