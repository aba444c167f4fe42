/** What past submissions tell of those to come: figures for predictions, never a program's text. */
import { sql } from 'kysely';
import type { HistoryStore } from './contract.js';
import type { Database } from './database.js';

export function historyStore(database: Database): HistoryStore {
  return {
    async ofUser(userId, limit) {
      const { rows } = await database.run((kysely) =>
        sql<{ language: string; at: number }>`
          SELECT language, extract(epoch FROM created_at)::float8 * 1000 AS at FROM submissions
           WHERE user_id = ${userId} ORDER BY created_at DESC LIMIT ${limit}`.execute(kysely),
      );
      return rows.map(({ language, at }) => ({ language, atMs: Math.round(at) })).reverse();
    },

    async languageShares(halfLifeMs) {
      const { rows } = await database.run((kysely) =>
        sql<{ language: string; share: number }>`
          SELECT language, sum(power(2, -extract(epoch FROM clock_timestamp() - created_at)::float8 * 1000 / ${halfLifeMs}::float8))
                   AS share
            FROM submissions WHERE created_at > clock_timestamp() - 10 * ${halfLifeMs}::float8 * interval '1 millisecond'
           GROUP BY language`.execute(kysely),
      );
      return new Map(rows.map(({ language, share }) => [language, Number(share)]));
    },

    async hourlyCounts(weeks) {
      const { rows } = await database.run((kysely) =>
        sql<{ hour: number; count: number }>`
          SELECT floor(extract(epoch FROM created_at) / 3600)::integer AS hour, count(*)::integer AS count
            FROM submissions WHERE created_at > clock_timestamp() - ${weeks} * interval '1 week' GROUP BY 1`.execute(
          kysely,
        ),
      );
      return new Map(rows.map(({ hour, count }) => [hour, count]));
    },

    async latest(limit) {
      const { rows } = await database.run((kysely) =>
        sql<{ user_id: string; language: string; at: number }>`
          SELECT user_id, language, extract(epoch FROM created_at)::float8 * 1000 AS at FROM submissions
           ORDER BY created_at DESC LIMIT ${limit}`.execute(kysely),
      );
      return rows.map(({ user_id: userId, language, at }) => ({ userId, language, atMs: Math.round(at) })).reverse();
    },
  };
}
