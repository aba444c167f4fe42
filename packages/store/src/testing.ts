/**
 * A real PostgreSQL for the tests of any room: one server per test file, one
 * migrated database per suite, nothing left behind.
 *
 *     const postgres = await startTestPostgres();          // beforeAll
 *     const store = openStore(await postgres.createDatabase());
 *     ...
 *     await store.close(); await postgres.stop();          // afterAll
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/start.js';
import { openStore } from './open-store.js';

export interface TestPostgres {
  /** @returns the connection string of a new database with the newest schema */
  createDatabase(): Promise<string>;
  /** @returns the connection string of a new database without any table */
  createEmptyDatabase(): Promise<string>;
  /** Stops the server (with SIGKILL when `kill`: a crash) and starts it again; connection strings stay valid. */
  restart(options?: { kill?: boolean; pauseMs?: number }): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

const TEMPLATE = 'letscode_migrated';

export async function startTestPostgres(): Promise<TestPostgres> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'letscode-test-'));
  // Else the server's user could not walk in, and each start would take the long way (embedded/launch.ts).
  await chmod(dataFolder, 0o711);
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ dataFolder });
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
    async restart({ kill = false, pauseMs = 0 } = {}) {
      if (kill) server.process.kill('SIGKILL');
      await server.stop();
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      server = await startEmbeddedPostgres({ dataFolder });
    },
    async stop() {
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
