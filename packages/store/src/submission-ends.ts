/**
 * How a submission ends: with a verdict and all its test results in one
 * transaction, or as Failed. Once; what stands there is never changed.
 */
import type { VerdictSummary } from '@letscode/core';
import type { Transaction } from 'kysely';
import { settleClaim } from './claims.js';
import type { SubmissionStore } from './contract.js';
import type { Database } from './database.js';
import { storableJson } from './json.js';
import type { Tables } from './schema.js';
import { FINAL_STAGES } from './submission-views.js';
import { now } from './times.js';

type Complete = Parameters<SubmissionStore['complete']>[0];

export function completeSubmission(database: Database, result: Complete): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const won = await transaction
      .updateTable('submissions')
      .set({
        stage: 'Completed',
        verdict: storableJson(result.verdict),
        compile: result.compile && storableJson(result.compile),
        current_test: result.testResults.length,
        test_count: result.verdict.testCount,
        touched_at: now,
        finished_at: now,
      })
      .where('id', '=', result.id)
      .where('attempt', '=', result.attempt)
      .where('stage', 'not in', FINAL_STAGES)
      .returning((column) => [
        'problem_id',
        'user_id',
        'is_custom_test',
        column.exists(column.selectFrom('client_claims').where('submission_id', '=', result.id)).as('hasClaim'),
      ])
      .executeTakeFirst();
    if (!won) return isOwnEnd(transaction, result.id, result.attempt, 'Completed');
    await insertTestResults(transaction, result);
    if (won.hasClaim) {
      await settleClaim(transaction, result.id, { status: result.verdict.status, testResults: result.testResults });
    }
    if (result.verdict.status === 'Accepted' && !won.is_custom_test) {
      await transaction
        .updateTable('standings')
        .set({ is_solved: true })
        .where('problem_id', '=', won.problem_id)
        .where('user_id', '=', won.user_id)
        .where('is_solved', '=', false)
        .execute();
    }
    return true;
  });
}

export async function insertTestResults(
  transaction: Transaction<Tables>,
  result: Pick<Complete, 'id' | 'testResults'>,
): Promise<void> {
  const rows = result.testResults.map((testResult, position) => ({
    submission_id: result.id,
    position,
    verdict: testResult.verdict,
    result: storableJson(testResult),
  }));
  // A statement has at most 65535 parameters.
  for (let begin = 0; begin < rows.length; begin += 1_000) {
    await transaction
      .insertInto('test_results')
      .values(rows.slice(begin, begin + 1_000))
      .execute();
  }
}

export function failSubmission(database: Database, id: string, attempt: number, message: string): Promise<boolean> {
  const verdict: VerdictSummary = {
    status: 'Internal Error',
    passedCount: 0,
    testCount: 0,
    maxCpuTimeMs: 0,
    maxWallTimeMs: 0,
    maxMemoryBytes: 0,
    message,
  };
  return database.transaction(async (transaction) => {
    const result = await transaction
      .updateTable('submissions')
      .set({ stage: 'Failed', verdict: storableJson(verdict), touched_at: now, finished_at: now })
      .where('id', '=', id)
      .where('attempt', '=', attempt)
      .where('stage', 'not in', FINAL_STAGES)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n || isOwnEnd(transaction, id, attempt, 'Failed');
  });
}

/** Whether the row was already ended so by this very attempt. */
async function isOwnEnd(
  transaction: Transaction<Tables>,
  id: string,
  attempt: number,
  stage: 'Completed' | 'Failed',
): Promise<boolean> {
  const row = await transaction
    .selectFrom('submissions')
    .select('id')
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('stage', '=', stage)
    .executeTakeFirst();
  return row !== undefined;
}
