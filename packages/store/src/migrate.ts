/**
 * Brings a database to the newest version.
 *
 * All outstanding migrations run in one transaction under an advisory lock, so
 * several processes may start at once and a crash leaves the old version. The
 * table `letscode_migrations` names those applied. A database that has one which
 * this code doesn't know is newer than the code, and is refused untouched.
 */
import { LetscodeError } from '@letscode/core';
import { type Kysely, sql } from 'kysely';
import { MIGRATIONS, type Migration } from './migrations/index.js';
import type { Tables } from './schema.js';

/** An arbitrary constant ("letscode" in ASCII, cut to 63 bits); all processes must use the same. */
const LOCK_KEY = '7810769499880809573';

/**
 * @param migrations those of this version; a parameter for the tests
 * @throws LetscodeError `conflict` when the database is newer than the code
 */
export async function applyMigrations(
  database: Kysely<Tables>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
    await sql`SELECT pg_advisory_xact_lock(${sql.lit(LOCK_KEY)}::bigint)`.execute(transaction);
    await sql`CREATE TABLE IF NOT EXISTS letscode_migrations (
      name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`.execute(transaction);
    const { rows } = await sql<{ name: string }>`SELECT name FROM letscode_migrations ORDER BY name`.execute(
      transaction,
    );
    const applied = new Set(rows.map((row) => row.name));
    refuseNewer([...applied], migrations);
    for (const migration of migrations) {
      if (applied.has(migration.name)) continue;
      await sql.raw(migration.sql).execute(transaction);
      await sql`INSERT INTO letscode_migrations (name) VALUES (${migration.name})`.execute(transaction);
    }
  });
}

function refuseNewer(applied: string[], migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new LetscodeError(
    'conflict',
    `the database was made by a newer version of Let'sCode (it has ${unknown.join(', ')}): update this program, or use another database`,
    { details: { unknown } },
  );
}
