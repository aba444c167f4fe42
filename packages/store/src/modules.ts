/** Modules for browsers: put by workers, read by servers, gone after an hour. */
import { MODULE_TTL_MS } from '@letscode/core';
import { sql } from 'kysely';
import type { ModuleStore } from './contract.js';
import type { Database } from './database.js';

const MAX_TOTAL_BYTES = 512 * 1024 * 1024;
/** One that is found now is asked for right after. */
const FETCH_MS = 60_000;

const youngerThan = (ageMs: number) =>
  sql<boolean>`created_at > clock_timestamp() - ${ageMs} * interval '1 millisecond'`;

/** @param maxTotalBytes a parameter for the tests */
export function moduleStore(database: Database, maxTotalBytes = MAX_TOTAL_BYTES): ModuleStore {
  return {
    async put(id, bytes) {
      const gzip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const row = { id, gzip, byte_count: gzip.length };
      const renewed = { gzip, byte_count: gzip.length, created_at: sql<Date>`clock_timestamp()` };
      await database.run(async (kysely) => {
        await kysely
          .insertInto('modules')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doUpdateSet(renewed))
          .execute();
        await sql`DELETE FROM modules WHERE NOT ${youngerThan(MODULE_TTL_MS)} OR id IN (
          SELECT id FROM (SELECT id, sum(byte_count) OVER (ORDER BY created_at DESC, id) AS total FROM modules) AS counted
          WHERE total > ${maxTotalBytes})`.execute(kysely);
      });
    },

    async has(id) {
      const row = await database.run((kysely) =>
        kysely
          .selectFrom('modules')
          .select('id')
          .where('id', '=', id)
          .where(youngerThan(MODULE_TTL_MS - FETCH_MS))
          .executeTakeFirst(),
      );
      return row !== undefined;
    },

    async get(id) {
      const row = await database.run((kysely) =>
        kysely
          .selectFrom('modules')
          .select('gzip')
          .where('id', '=', id)
          .where(youngerThan(MODULE_TTL_MS))
          .executeTakeFirst(),
      );
      return row?.gzip;
    },
  };
}
