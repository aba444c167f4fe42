/**
 * One connection pool and the two ways in which the nouns use it.
 *
 * The pool outlives any restart of the server: broken connections are dropped
 * silently (the operation that was using one is repeated, see faults.ts) and new
 * ones are made on demand.
 */
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { persistently, RETRY_MS } from './faults.js';
import type { Tables } from './schema.js';

export interface StoreOptions {
  /** Most connections at once. Default 10. */
  connectionCount?: number;
  /** How long an operation waits for a database that is away, in ms. Default 8000. */
  retryMs?: number;
  /** Shown in pg_stat_activity. Default `letscode`. */
  applicationName?: string;
}

export class Database {
  readonly kysely: Kysely<Tables>;
  readonly #retryMs: number;

  /** @param connectionString `postgresql://user@host/db`, or `postgresql://user@/db?host=/folder` for a Unix socket */
  constructor(connectionString: string, options: StoreOptions = {}) {
    const pool = new pg.Pool({
      connectionString,
      max: options.connectionCount ?? 10,
      application_name: options.applicationName ?? 'letscode',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      statement_timeout: 60_000,
      idle_in_transaction_session_timeout: 60_000,
    });
    // Without these listeners a connection that breaks between two statements would end the process.
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    this.kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    this.#retryMs = options.retryMs ?? RETRY_MS;
  }

  /** One statement (or several that need no transaction); `work` must be safe to repeat. */
  run<T>(
    work: (database: Kysely<Tables>, isRepetition: boolean) => Promise<T>,
    retryMs: number = this.#retryMs,
  ): Promise<T> {
    return persistently((isRepetition) => work(this.kysely, isRepetition), retryMs);
  }

  /** All or nothing; `work` must be safe to repeat, even after a commit that we didn't hear of. */
  transaction<T>(work: (transaction: Transaction<Tables>, isRepetition: boolean) => Promise<T>): Promise<T> {
    return this.run((database, isRepetition) =>
      database.transaction().execute((transaction) => work(transaction, isRepetition)),
    );
  }

  close(): Promise<void> {
    return this.kysely.destroy();
  }
}

/**
 * A condition, always true, by which the statement's commit doesn't wait for the disk: for what may be lost with
 * a power cut. What is acknowledged later by a commit that does wait is on the disk together with all before it.
 */
export const withoutDisk = sql<boolean>`(SELECT set_config('synchronous_commit', 'off', true)) = 'off'`;

/** The SQLSTATE of an error, or undefined. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

export const FOREIGN_KEY_VIOLATION = '23503';
export const UNIQUE_VIOLATION = '23505';
