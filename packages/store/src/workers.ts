/** Which workers live: a heartbeat row each, judged by the database's clock alone. */
import { sql } from 'kysely';
import type { WorkerStore } from './contract.js';
import type { Database } from './database.js';
import { storableJson } from './json.js';

/** A worker that has been silent for longer doesn't count, in ms. */
const SILENCE_MS = 10_000;

export function workerStore(database: Database): WorkerStore {
  return {
    async beat(worker) {
      const row = {
        lane_count: worker.laneCount,
        running_count: worker.runningCount,
        layers: storableJson(worker.layers),
      };
      await database.run((kysely) =>
        kysely
          .insertInto('workers')
          .values({ id: worker.id, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...row, beat_at: sql`clock_timestamp()` }))
          .execute(),
      );
    },

    async remove(id) {
      await database.run((kysely) => kysely.deleteFrom('workers').where('id', '=', id).execute());
    },

    async listActive() {
      const rows = await database.run((kysely) =>
        kysely
          .selectFrom('workers')
          .select(['id', 'lane_count', 'running_count'])
          .where('beat_at', '>=', sql<Date>`clock_timestamp() - ${SILENCE_MS} * interval '1 millisecond'`)
          .orderBy('id')
          .execute(),
      );
      return rows.map((row) => ({ id: row.id, laneCount: row.lane_count, runningCount: row.running_count }));
    },
  };
}
