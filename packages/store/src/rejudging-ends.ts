/** How a rejudging ends: its verdicts take the place of the old ones in one transaction, or are dropped. */
import { LetscodeError, type Rejudging, type VerdictSummary } from '@letscode/core';
import { sql, type Transaction } from 'kysely';
import type { AppliedVerdict } from './contract.js';
import type { Database } from './database.js';
import { IS_CHANGED } from './rejudging-views.js';
import type { Tables } from './schema.js';
import { UUID } from './submission-views.js';
import { now } from './times.js';

export function applyRejudging(database: Database, id: string, limit: number): Promise<AppliedVerdict[]> {
  return database.transaction(async (transaction) => {
    const stage = await lock(transaction, id);
    if (stage === 'Applied') return [];
    if (stage !== 'Judged') throw wrongStage(stage, 'applied');
    await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
    // Those of which nobody has changed the verdict since; they alone go on.
    await sql`CREATE TEMPORARY TABLE applied ON COMMIT DROP AS
      SELECT item.* FROM rejudging_items item JOIN submissions ON submissions.id = item.submission_id
       WHERE item.rejudging_id = ${id}::uuid AND item.new_verdict IS NOT NULL
         AND submissions.attempt = item.old_attempt AND submissions.stage IN ('Completed', 'Failed')
         FOR UPDATE OF submissions`.execute(transaction);
    await replaceResults(transaction);
    await settleStandings(transaction);
    await transaction
      .updateTable('rejudgings')
      .set({ stage: 'Applied', touched_at: now })
      .where('id', '=', id)
      .execute();
    const { rows } = await sql<{ id: string; problem_id: string; user_id: string; new_verdict: VerdictSummary }>`
      SELECT submissions.id, problem_id, user_id, new_verdict
        FROM applied JOIN submissions ON submissions.id = submission_id
       WHERE ${IS_CHANGED} ORDER BY position LIMIT ${limit}`.execute(transaction);
    return rows.map((row) => ({
      submissionId: row.id,
      problemId: row.problem_id,
      userId: row.user_id,
      verdict: row.new_verdict,
    }));
  });
}

async function replaceResults(transaction: Transaction<Tables>): Promise<void> {
  await sql`DELETE FROM test_results USING applied WHERE test_results.submission_id = applied.submission_id`.execute(
    transaction,
  );
  await sql`
    INSERT INTO test_results (submission_id, position, verdict, result)
    SELECT submission_id, ordinality - 1, result->>'verdict', result
      FROM applied, jsonb_array_elements(test_results) WITH ORDINALITY AS element(result, ordinality)`.execute(
    transaction,
  );
  await sql`
    UPDATE submissions
       SET stage = 'Completed', verdict = new_verdict, compile = applied.compile, attempt = submissions.attempt + 1,
           current_test = jsonb_array_length(test_results), test_count = (new_verdict->>'testCount')::integer,
           touched_at = clock_timestamp()
      FROM applied WHERE submissions.id = submission_id`.execute(transaction);
}

/** Who solved what: worked out anew for those whose verdict was replaced. */
async function settleStandings(transaction: Transaction<Tables>): Promise<void> {
  await sql`
    UPDATE standings
       SET is_solved = EXISTS (
         SELECT 1 FROM submissions
          WHERE submissions.problem_id = standings.problem_id AND submissions.user_id = standings.user_id
            AND NOT is_custom_test AND verdict->>'status' = 'Accepted')
     WHERE (problem_id, user_id) IN (
       SELECT problem_id, user_id FROM applied JOIN submissions ON submissions.id = submission_id
        WHERE NOT is_custom_test)`.execute(transaction);
}

export function discardRejudging(database: Database, id: string): Promise<void> {
  return database.transaction(async (transaction) => {
    const stage = await lock(transaction, id);
    if (stage === 'Discarded') return;
    if (stage === 'Applied') throw wrongStage(stage, 'discarded');
    await transaction
      .updateTable('rejudgings')
      .set({ stage: 'Discarded', touched_at: now, finished_at: sql<Date>`coalesce(finished_at, clock_timestamp())` })
      .where('id', '=', id)
      .execute();
  });
}

async function lock(transaction: Transaction<Tables>, id: string): Promise<Rejudging['stage']> {
  const row = UUID.test(id)
    ? await transaction.selectFrom('rejudgings').select('stage').where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (!row) throw new LetscodeError('rejudging_not_found', `There is no rejudging "${id}"`);
  return row.stage;
}

function wrongStage(stage: Rejudging['stage'], what: string): LetscodeError {
  const remedy = stage === 'Queued' || stage === 'Running' ? ': wait until it is Judged' : '';
  return new LetscodeError('conflict', `A rejudging that is ${stage} cannot be ${what}${remedy}`, {
    details: { stage },
  });
}
