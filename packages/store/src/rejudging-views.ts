/** A rejudging as it is read: how many verdicts change from what to what, and which. */
import {
  MAX_SHOWN_CHANGES,
  type RejudgedSubmission,
  type Rejudging,
  type Verdict,
  type VerdictSummary,
} from '@letscode/core';
import { sql } from 'kysely';
import type { Database } from './database.js';
import { UUID } from './submission-views.js';
import { iso } from './times.js';

/** What makes a verdict another one: its name or its score. An item that was not judged changes nothing. */
export const IS_CHANGED = sql<boolean>`(new_verdict IS NOT NULL
  AND (new_verdict->'status', new_verdict->'score') IS DISTINCT FROM (old_verdict->'status', old_verdict->'score'))`;

export async function findRejudging(database: Database, id: string): Promise<Rejudging | undefined> {
  if (!UUID.test(id)) return undefined;
  const row = await database.run((kysely) =>
    kysely
      .selectFrom('rejudgings')
      .select((column) => [
        'id',
        'problem_id',
        'stage',
        'message',
        iso(column.ref('created_at')).as('created'),
        iso(column.ref('finished_at')).as('finished'),
      ])
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  if (!row) return undefined;
  const found: Rejudging = {
    id,
    stage: row.stage,
    ...(await countsOf(database, id)),
    transitions: await transitionsOf(database, id),
    changes: await changesOf(database, id),
    createdAt: row.created as string,
  };
  if (row.problem_id !== null) found.problemId = row.problem_id;
  const message = row.message ?? (found.failedCount > 0 ? await firstFault(database, id) : undefined);
  if (message !== undefined) found.message = message;
  if (row.finished !== null) found.finishedAt = row.finished;
  return found;
}

async function countsOf(database: Database, id: string) {
  const counts = await database.run((kysely) =>
    kysely
      .selectFrom('rejudging_items')
      .select([
        sql<number>`count(*)::integer`.as('total'),
        sql<number>`count(*) FILTER (WHERE is_done)::integer`.as('finished'),
        sql<number>`count(*) FILTER (WHERE ${IS_CHANGED})::integer`.as('changed'),
        sql<number>`count(*) FILTER (WHERE is_done AND new_verdict IS NULL)::integer`.as('failed'),
      ])
      .where('rejudging_id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  return {
    finishedCount: counts.finished,
    totalCount: counts.total,
    changedCount: counts.changed,
    failedCount: counts.failed,
  };
}

async function transitionsOf(database: Database, id: string): Promise<Rejudging['transitions']> {
  return database.run((kysely) =>
    kysely
      .selectFrom('rejudging_items')
      .select([
        sql<Verdict>`old_verdict->>'status'`.as('from'),
        sql<Verdict>`new_verdict->>'status'`.as('to'),
        sql<number>`count(*)::integer`.as('count'),
      ])
      .where('rejudging_id', '=', id)
      .where('new_verdict', 'is not', null)
      .groupBy([sql`old_verdict->>'status'`, sql`new_verdict->>'status'`])
      .orderBy(sql`count(*)`, 'desc')
      .orderBy(sql`1`)
      .orderBy(sql`2`)
      .execute(),
  );
}

async function changesOf(database: Database, id: string): Promise<RejudgedSubmission[]> {
  const rows = await database.run((kysely) =>
    kysely
      .selectFrom('rejudging_items')
      .innerJoin('submissions', 'submissions.id', 'submission_id')
      .select(['submission_id', 'problem_id', 'user_id', 'language', 'old_verdict', 'new_verdict'])
      .where('rejudging_id', '=', id)
      .where(IS_CHANGED)
      .orderBy('position')
      .limit(MAX_SHOWN_CHANGES)
      .execute(),
  );
  return rows.map((row) => ({
    submissionId: row.submission_id,
    problemId: row.problem_id,
    userId: row.user_id,
    language: row.language,
    old: shortVerdict(row.old_verdict),
    new: shortVerdict(row.new_verdict as VerdictSummary),
  }));
}

async function firstFault(database: Database, id: string): Promise<string | undefined> {
  const row = await database.run((kysely) =>
    kysely
      .selectFrom('rejudging_items')
      .select('message')
      .where('rejudging_id', '=', id)
      .where('message', 'is not', null)
      .orderBy('position')
      .limit(1)
      .executeTakeFirst(),
  );
  return row?.message ?? undefined;
}

function shortVerdict({ status, score, passedCount, testCount, maxCpuTimeMs }: VerdictSummary) {
  return { status, ...(score === undefined ? {} : { score }), passedCount, testCount, maxCpuTimeMs };
}
