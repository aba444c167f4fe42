/**
 * Submissions as they are read: the full view, lists of one user, the mean duration.
 *
 * Times leave as ISO 8601 in UTC with microseconds, so that a `createdAt` given
 * back as `before` names one row exactly.
 */
import type { Stage, SubmissionSummary } from '@letscode/core';
import { sql } from 'kysely';
import type { StoredSubmission } from './contract.js';
import type { Database } from './database.js';
import { iso } from './times.js';

export const FINAL_STAGES: Stage[] = ['Completed', 'Failed'];

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Summary = Omit<SubmissionSummary, 'queuePosition'>;

function selectSummary(database: Database['kysely']) {
  return database
    .selectFrom('submissions')
    .leftJoin('client_claims', 'client_claims.submission_id', 'submissions.id')
    .select((column) => [
      'id',
      'problem_id',
      'language',
      'submissions.user_id',
      'is_custom_test',
      'stage',
      'strategy',
      'current_test',
      'test_count',
      'verdict',
      'client_claims.engine',
      'client_claims.passed',
      'client_claims.state as claim_state',
      iso(column.ref('submissions.created_at')).as('created'),
      iso(column.ref('finished_at')).as('finished'),
    ]);
}

type SummaryRow = Awaited<ReturnType<ReturnType<typeof selectSummary>['execute']>>[number];

function summaryOf(row: SummaryRow): Summary {
  const summary: Summary = {
    id: row.id,
    problemId: row.problem_id,
    language: row.language,
    userId: row.user_id,
    isCustomTest: row.is_custom_test,
    status: row.stage,
    strategy: row.strategy,
    createdAt: row.created as string,
  };
  if (row.engine !== null && row.passed !== null && row.claim_state !== null) {
    summary.client = { engine: row.engine, passed: row.passed, state: row.claim_state };
  }
  if (row.current_test !== null) summary.currentTest = row.current_test;
  if (row.test_count !== null) summary.testCount = row.test_count;
  if (row.verdict !== null) summary.verdict = row.verdict;
  if (row.finished !== null) summary.finishedAt = row.finished;
  return summary;
}

export async function findSubmission(database: Database, id: string): Promise<StoredSubmission | undefined> {
  if (!UUID.test(id)) return undefined;
  return database.run(async (kysely) => {
    const row = await selectSummary(kysely)
      .select(['code', 'reasons', 'alternatives', 'compile'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) return undefined;
    // Results and the final stage are committed together, so whoever has read the stage finds them all.
    const results = FINAL_STAGES.includes(row.stage)
      ? await kysely
          .selectFrom('test_results')
          .select('result')
          .where('submission_id', '=', id)
          .orderBy('position')
          .execute()
      : [];
    const view: StoredSubmission = {
      ...summaryOf(row),
      reasons: row.reasons,
      code: row.code,
      testResults: results.map((test) => test.result),
    };
    if (row.alternatives !== null) view.alternatives = row.alternatives;
    if (row.compile !== null) view.compile = row.compile;
    return view;
  });
}

/** @param filter `before` is exclusive; newest first */
export async function listOfUser(
  database: Database,
  userId: string,
  filter: { problemId?: string; limit: number; before?: string },
): Promise<Summary[]> {
  const rows = await database.run((kysely) => {
    let query = selectSummary(kysely).where('submissions.user_id', '=', userId);
    if (filter.problemId !== undefined) query = query.where('problem_id', '=', filter.problemId);
    if (filter.before !== undefined) {
      query = query.where('submissions.created_at', '<', sql<Date>`${filter.before}::timestamptz`);
    }
    return query.orderBy('submissions.created_at', 'desc').limit(filter.limit).execute();
  });
  return rows.map(summaryOf);
}

/** Not final ones, newest first. */
export async function listOpenOfUser(database: Database, userId: string): Promise<Summary[]> {
  const rows = await database.run((kysely) =>
    selectSummary(kysely)
      .where('submissions.user_id', '=', userId)
      .where('stage', 'not in', FINAL_STAGES)
      .orderBy('submissions.created_at', 'desc')
      .execute(),
  );
  return rows.map(summaryOf);
}

export async function listCompleted(database: Database, limit: number): Promise<string[]> {
  const rows = await database.run((kysely) =>
    kysely
      .selectFrom('submissions')
      .select('id')
      .where('stage', '=', 'Completed')
      .orderBy('finished_at', 'desc')
      .limit(limit)
      .execute(),
  );
  return rows.map(({ id }) => id);
}

export async function meanExecutionMs(database: Database): Promise<number> {
  const row = await database.run((kysely) =>
    kysely
      .selectFrom((newest) =>
        newest
          .selectFrom('submissions')
          .select(['started_at', 'finished_at'])
          .where('stage', '=', 'Completed')
          // What a browser has judged took no time here.
          .where('started_at', 'is not', null)
          .orderBy('finished_at', 'desc')
          .limit(100)
          .as('newest'),
      )
      .select(sql<number | null>`(avg(extract(epoch FROM finished_at - started_at)) * 1000)::float8`.as('mean'))
      .executeTakeFirst(),
  );
  return row?.mean ?? 0;
}
