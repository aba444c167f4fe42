/** Violation records of users, whatever their kind; who raises one says so where it does (claims.ts). */
import { sql } from 'kysely';
import type { ViolationStore } from './contract.js';
import type { Database } from './database.js';

/** After this a record is history. The same as for claims. */
const WINDOW = sql`interval '30 days'`;

export function violationStore(database: Database): ViolationStore {
  return {
    async isOnRecord(userId) {
      const { rows } = await database.run((kysely) =>
        sql`SELECT 1 FROM user_violations
             WHERE user_id = ${userId} AND created_at > clock_timestamp() - ${WINDOW} LIMIT 1`.execute(kysely),
      );
      return rows.length > 0;
    },
  };
}
