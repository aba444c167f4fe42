import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Database } from './database.js';
import { applyMigrations } from './migrate.js';
import { MIGRATIONS } from './migrations/index.js';
import { openStore } from './open-store.js';
import { startTestPostgres, type TestPostgres } from './testing.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function appliedNames(url: string): Promise<string[]> {
  return withDatabase(url, async ({ kysely }) => {
    const { rows } = await sql<{ name: string }>`SELECT name FROM letscode_migrations ORDER BY name`.execute(kysely);
    return rows.map((row) => row.name);
  });
}

describe('migrations', () => {
  test('are numbered from 0001 without gaps', () => {
    const numbers = MIGRATIONS.map((migration) => Number(migration.name.slice(0, 4)));
    expect(numbers).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  test('several processes may migrate at once, each migration is applied once', async () => {
    const url = await postgres.createEmptyDatabase();
    const stores = Array.from({ length: 6 }, () => openStore(url));
    await Promise.all(stores.map((store) => store.migrate()));
    await Promise.all(stores.map((store) => store.close()));
    expect(await appliedNames(url)).toEqual(MIGRATIONS.map((migration) => migration.name));
  });

  test('only outstanding ones are applied, in order', async () => {
    const url = await postgres.createEmptyDatabase();
    const first = { name: '0001-a', sql: 'CREATE TABLE a (x integer)' };
    const second = { name: '0002-b', sql: 'ALTER TABLE a ADD COLUMN y integer' };
    await withDatabase(url, ({ kysely }) => applyMigrations(kysely, [first]));
    await withDatabase(url, ({ kysely }) => applyMigrations(kysely, [first, second]));
    expect(await appliedNames(url)).toEqual(['0001-a', '0002-b']);
  });

  test('a database of the first version keeps its blobs', async () => {
    const url = await postgres.createEmptyDatabase();
    const name = 'ab'.repeat(32);
    await withDatabase(url, async ({ kysely }) => {
      await applyMigrations(kysely, MIGRATIONS.slice(0, 1));
      await sql`INSERT INTO blobs (sha256, bytes) VALUES (${name}, ${Buffer.from('old')})`.execute(kysely);
      await applyMigrations(kysely);
    });
    const store = openStore(url);
    expect(Buffer.from((await store.blobs.get(name)) ?? []).toString()).toBe('old');
    expect((await store.blobs.read(name))?.byteCount).toBe(3);
    await store.close();
  });

  test('one that fails leaves the database as it was', async () => {
    const url = await postgres.createEmptyDatabase();
    const good = { name: '0001-good', sql: 'CREATE TABLE good (x integer)' };
    const bad = { name: '0002-bad', sql: 'CREATE TABLE bad (x integer); SELECT 1 / 0' };
    await withDatabase(url, ({ kysely }) => applyMigrations(kysely, [good]));
    const failing = withDatabase(url, ({ kysely }) => applyMigrations(kysely, [good, bad]));
    await expect(failing).rejects.toThrow(/division by zero/);
    expect(await appliedNames(url)).toEqual(['0001-good']);
  });

  test('a database that is newer than the code is refused and stays untouched', async () => {
    const url = await postgres.createEmptyDatabase();
    const future = [...MIGRATIONS, { name: '9999-future', sql: 'CREATE TABLE future (x integer)' }];
    await withDatabase(url, ({ kysely }) => applyMigrations(kysely, future));
    const store = openStore(url);
    await expect(store.migrate()).rejects.toMatchObject({ code: 'conflict', details: { unknown: ['9999-future'] } });
    await store.close();
  });
});
