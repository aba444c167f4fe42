/** The store as one object over one connection pool. */
import { sql } from 'kysely';
import { blobStore } from './blobs.js';
import { claimStore } from './claims.js';
import type { Store } from './contract.js';
import { Database, type StoreOptions } from './database.js';
import { historyStore } from './history.js';
import { languageStore } from './languages.js';
import { applyMigrations } from './migrate.js';
import { moduleStore } from './modules.js';
import { problemStore } from './problems.js';
import { rejudgingStore } from './rejudgings.js';
import { submissionStore } from './submissions.js';
import { verificationStore } from './verifications.js';
import { violationStore } from './violations.js';
import { workerStore } from './workers.js';

/** A ping outlasts a broken connection in the pool, but not a restart of the server. */
const PING_RETRY_MS = 500;

/**
 * Opens the store; connections are made on first use, so this never fails by itself.
 *
 * @param connectionString `postgresql://user:password@host:port/db`, or `postgresql://user@/db?host=/folder` for a
 *   Unix socket. PostgreSQL 14 or newer.
 * @returns the caller closes it
 */
export function openStore(connectionString: string, options: StoreOptions = {}): Store {
  const database = new Database(connectionString, options);
  let closing: Promise<void> | undefined;
  return {
    problems: problemStore(database),
    submissions: submissionStore(database),
    claims: claimStore(database),
    violations: violationStore(database),
    blobs: blobStore(database),
    history: historyStore(database),
    languages: languageStore(database),
    workers: workerStore(database),
    modules: moduleStore(database),
    verifications: verificationStore(database),
    rejudgings: rejudgingStore(database),
    migrate: () => database.run((kysely) => applyMigrations(kysely)),
    artifactSecret: async () => {
      const row = await database.run((kysely) =>
        kysely.selectFrom('secrets').select('value').where('name', '=', 'artifacts').executeTakeFirstOrThrow(),
      );
      return row.value;
    },
    ping: async () => {
      await database.run((kysely) => sql`SELECT 1`.execute(kysely), PING_RETRY_MS);
    },
    close: () => {
      closing ??= database.close();
      return closing;
    },
  };
}
