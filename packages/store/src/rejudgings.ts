/**
 * Rejudgings: submissions judged again beside their old verdicts, which stay until the new
 * ones are applied.
 *
 *     create ─→ Queued ── takeItem ─→ Running ── the last finishItem ─→ Judged ── apply ───→ Applied
 *                                                                          └───── discard ─→ Discarded
 *
 * Several runners take items; an item stays with its runner until it is finished, so that
 * the runner's next delivery, after a crash, gets it again. The fence is the item's attempt.
 */
import { LetscodeError, type Rejudging } from '@letscode/core';
import { sql, type Transaction } from 'kysely';
import type { RejudgingItem, RejudgingStore } from './contract.js';
import type { Database } from './database.js';
import { storableJson, storableText } from './json.js';
import { applyRejudging, discardRejudging } from './rejudging-ends.js';
import { findRejudging } from './rejudging-views.js';
import type { Tables } from './schema.js';
import { UUID } from './submission-views.js';
import { idleSince, now } from './times.js';

/** A submission that was taken up so often without an end has killed its workers. */
const MAX_ATTEMPTS = 5;

const OPEN: Rejudging['stage'][] = ['Queued', 'Running'];

type Create = Parameters<RejudgingStore['create']>[0];
type Result = Parameters<RejudgingStore['finishItem']>[2];

export function rejudgingStore(database: Database): RejudgingStore {
  return {
    create: (rejudging) => create(database, rejudging),
    find: (id) => findRejudging(database, id),
    takeItem: (id, runner) => takeItem(database, id, runner),
    finishItem: (id, item, result) => database.transaction((transaction) => finishItem(transaction, id, item, result)),
    apply: (id, limit) => applyRejudging(database, id, limit),
    discard: (id) => discardRejudging(database, id),

    async listStale(idleMs, limit) {
      const rows = await database.run((kysely) =>
        kysely
          .selectFrom('rejudgings')
          .select(['id', 'runner_count'])
          .where('stage', 'in', OPEN)
          .where('touched_at', '<=', idleSince(idleMs))
          .orderBy('touched_at')
          .limit(limit)
          .execute(),
      );
      return rows.map((row) => ({ id: row.id, runnerCount: row.runner_count }));
    },
  };
}

async function create(
  database: Database,
  { id, what, userId, runnerCount }: Create,
): Promise<{ submissionCount: number; runnerCount: number }> {
  return database.transaction(async (transaction, isRepetition) => {
    if (isRepetition) await transaction.deleteFrom('rejudgings').where('id', '=', id).execute();
    const problemId = 'problemId' in what ? what.problemId : null;
    if (problemId !== null) await requireProblem(transaction, problemId);
    else if ('submissionIds' in what) await requireSubmissions(transaction, what.submissionIds);
    await transaction
      .insertInto('rejudgings')
      .values({ id, problem_id: problemId, user_id: userId ?? null, runner_count: runnerCount, message: null })
      .execute();
    const chosen =
      'problemId' in what
        ? sql`problem_id = ${what.problemId} AND NOT is_custom_test`
        : sql`id = ANY(${what.submissionIds}::uuid[])`;
    const { numAffectedRows } = await sql`
      INSERT INTO rejudging_items (rejudging_id, position, submission_id, old_verdict, old_attempt)
      SELECT ${id}::uuid, row_number() OVER (ORDER BY created_at, id) - 1, id, verdict, attempt
        FROM submissions WHERE ${chosen} AND verdict IS NOT NULL`.execute(transaction);
    const submissionCount = Number(numAffectedRows ?? 0n);
    if (submissionCount === 0) {
      throw new LetscodeError('conflict', 'there is no finished submission to judge again');
    }
    const runners = Math.max(1, Math.min(runnerCount, submissionCount));
    await transaction.updateTable('rejudgings').set({ runner_count: runners }).where('id', '=', id).execute();
    return { submissionCount, runnerCount: runners };
  });
}

async function requireProblem(transaction: Transaction<Tables>, id: string): Promise<void> {
  const found = await transaction.selectFrom('problems').select('id').where('id', '=', id).executeTakeFirst();
  if (!found) throw new LetscodeError('problem_not_found', `there is no problem "${id}"`);
}

async function requireSubmissions(transaction: Transaction<Tables>, ids: string[]): Promise<void> {
  const found = await transaction.selectFrom('submissions').select('id').where('id', 'in', ids).execute();
  const known = new Set(found.map((row) => row.id));
  const missing = ids.find((id) => !known.has(id.toLowerCase()));
  if (missing === undefined) return;
  throw new LetscodeError('submission_not_found', `there is no submission "${missing}"`);
}

async function takeItem(database: Database, id: string, runner: number): Promise<RejudgingItem | undefined> {
  if (!UUID.test(id)) return undefined;
  for (;;) {
    const item = await database.transaction((transaction) => takeNext(transaction, id, runner));
    if (!item || item.attempt <= MAX_ATTEMPTS) return item;
    const message = `It was taken up ${MAX_ATTEMPTS} times and never judged to the end`;
    await database.transaction((transaction) => finishItem(transaction, id, item, { message }));
  }
}

async function takeNext(
  transaction: Transaction<Tables>,
  id: string,
  runner: number,
): Promise<RejudgingItem | undefined> {
  const rejudging = await transaction
    .updateTable('rejudgings')
    .set({ stage: 'Running', touched_at: now })
    .where('id', '=', id)
    .where('stage', 'in', OPEN)
    .returning('user_id')
    .executeTakeFirst();
  if (!rejudging) return undefined;
  const { rows } = await sql<{ position: number; attempt: number; submission_id: string }>`
    UPDATE rejudging_items SET attempt = attempt + 1, runner = ${runner}::integer
     WHERE rejudging_id = ${id}::uuid AND position = (
       SELECT position FROM rejudging_items
        WHERE rejudging_id = ${id}::uuid AND NOT is_done AND (runner IS NULL OR runner = ${runner}::integer)
        ORDER BY runner NULLS LAST, position LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING position, attempt, submission_id`.execute(transaction);
  const [item] = rows;
  if (!item) return undefined;
  const submission = await transaction
    .selectFrom('submissions')
    .select(['problem_id', 'language', 'code', 'is_custom_test'])
    .where('id', '=', item.submission_id)
    .executeTakeFirstOrThrow();
  return {
    position: item.position,
    attempt: item.attempt,
    submissionId: item.submission_id,
    problemId: submission.problem_id,
    language: submission.language,
    code: submission.code,
    isCustomTest: submission.is_custom_test,
    ...(rejudging.user_id === null ? {} : { userId: rejudging.user_id }),
  };
}

async function finishItem(
  transaction: Transaction<Tables>,
  id: string,
  { position, attempt }: Pick<RejudgingItem, 'position' | 'attempt'>,
  result: Result,
): Promise<Pick<Rejudging, 'stage' | 'finishedCount' | 'totalCount'> | undefined> {
  // Taken first and by all in this order: the last two items could otherwise each believe the other unfinished.
  const open = await transaction
    .updateTable('rejudgings')
    .set({ touched_at: now })
    .where('id', '=', id)
    .where('stage', 'in', [...OPEN, 'Judged'])
    .returning('id')
    .executeTakeFirst();
  if (!open) return undefined;
  const done = await transaction
    .updateTable('rejudging_items')
    .set({ is_done: true, ...valuesOf(result) })
    .where('rejudging_id', '=', id)
    .where('position', '=', position)
    .where('attempt', '=', attempt)
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) return undefined;
  const counts = await transaction
    .selectFrom('rejudging_items')
    .select([
      sql<number>`count(*)::integer`.as('total'),
      sql<number>`count(*) FILTER (WHERE is_done)::integer`.as('finished'),
    ])
    .where('rejudging_id', '=', id)
    .executeTakeFirstOrThrow();
  const stage = counts.finished === counts.total ? 'Judged' : 'Running';
  await transaction
    .updateTable('rejudgings')
    .set({ stage, ...(stage === 'Judged' ? { finished_at: now } : {}) })
    .where('id', '=', id)
    .execute();
  return { stage, finishedCount: counts.finished, totalCount: counts.total };
}

function valuesOf(result: Result) {
  if ('message' in result) return { message: storableText(result.message) };
  return {
    new_verdict: storableJson(result.verdict),
    compile: result.compile && storableJson(result.compile),
    test_results: storableJson(result.testResults),
    message: null,
  };
}
