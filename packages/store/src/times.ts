/** The database's clock, which alone counts, and how its times leave the store. */
import { type Expression, sql } from 'kysely';

export const now = sql<Date>`clock_timestamp()`;

/** The time `idleMs` ago. */
export const idleSince = (idleMs: number) => sql<Date>`clock_timestamp() - ${idleMs} * interval '1 millisecond'`;

/** ISO 8601 in UTC with microseconds, so that a time given back names one row exactly. */
export const iso = (time: Expression<Date | null>) =>
  sql<string | null>`to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
