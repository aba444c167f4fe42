/**
 * Submissions: from the row's insertion to its verdict.
 *
 *     insert ─→ Queued ── beginAttempt ─→ Compiling ─→ Running ── complete ─→ Completed
 *                 ↑                           │           │   └── fail ─────→ Failed
 *                 └──── release, requeue ─────┴───────────┘
 *
 * The fence: `attempt` counts the takings-up. A worker's write names its attempt
 * and changes nothing once a newer one has begun or the row is final. `progress`
 * and `release` also do nothing on a row that was put back to Queued; a verdict
 * that arrives then is still taken, since it is true and saves the second run.
 *
 * Every write may be repeated after a commit that we didn't hear of: `complete`
 * and `fail` answer true again to the attempt that made the row final, and leave
 * what stands there.
 */
import { LetscodeError } from '@letscode/core';
import { type Kysely, sql, type Transaction } from 'kysely';
import { insertClaim } from './claims.js';
import type { Attempt, NewClaim, NewSubmission, SubmissionStore } from './contract.js';
import { type Database, FOREIGN_KEY_VIOLATION, sqlState, UNIQUE_VIOLATION, withoutDisk } from './database.js';
import { storableJson, storableText } from './json.js';
import type { Tables } from './schema.js';
import { completeSubmission, failSubmission, insertTestResults } from './submission-ends.js';
import {
  FINAL_STAGES,
  findSubmission,
  listCompleted,
  listOfUser,
  listOpenOfUser,
  meanExecutionMs,
  UUID,
} from './submission-views.js';
import { idleSince, now } from './times.js';

export function submissionStore(database: Database): SubmissionStore {
  return {
    insert: (submission) => insert(database, submission),
    find: (id) => findSubmission(database, id),
    listByUser: (userId, filter) => listOfUser(database, userId, filter),
    listOpenByUser: (userId) => listOpenOfUser(database, userId),
    beginAttempt: (id, workerId) => beginAttempt(database, id, workerId),

    async progress({ id, attempt, stage, currentTest, testCount }) {
      const result = await database.run((kysely) =>
        kysely
          .updateTable('submissions')
          .set({ stage, current_test: currentTest, test_count: testCount, touched_at: now })
          .where('id', '=', id)
          .where('attempt', '=', attempt)
          .where('stage', 'in', ['Compiling', 'Running'])
          .where(withoutDisk)
          .executeTakeFirst(),
      );
      return result.numUpdatedRows > 0n;
    },

    complete: (result) => completeSubmission(database, result),

    async release(id, attempt) {
      return database.run(async (kysely, isRepetition) => {
        const result = await kysely
          .updateTable('submissions')
          .set({ stage: 'Queued', worker_id: null, current_test: null, test_count: null, touched_at: now })
          .where('id', '=', id)
          .where('attempt', '=', attempt)
          .where('stage', 'in', isRepetition ? ['Compiling', 'Running', 'Queued'] : ['Compiling', 'Running'])
          .executeTakeFirst();
        return result.numUpdatedRows > 0n;
      });
    },

    fail: (id, attempt, message) => failSubmission(database, id, attempt, message),

    async listStale(idleMs, limit) {
      return database.run((kysely) =>
        kysely
          .selectFrom('submissions')
          .leftJoin('client_claims', 'client_claims.submission_id', 'submissions.id')
          .select(['id', 'attempt as attempts', sql<boolean>`client_claims.state IS NOT NULL`.as('isClaimed')])
          .where('stage', 'not in', FINAL_STAGES)
          .where('touched_at', '<=', idleSince(idleMs))
          .orderBy('touched_at')
          .limit(limit)
          .execute(),
      );
    },

    async requeue(id, idleMs = 0) {
      const result = await database.run((kysely) =>
        kysely
          .updateTable('submissions')
          .set({ stage: 'Queued', worker_id: null, current_test: null, test_count: null, touched_at: now })
          .where('id', '=', id)
          .where('stage', 'not in', FINAL_STAGES)
          .where('touched_at', '<=', idleSince(idleMs))
          .executeTakeFirst(),
      );
      return result.numUpdatedRows > 0n;
    },

    listCompleted: (limit) => listCompleted(database, limit),
    meanExecutionMs: () => meanExecutionMs(database),
  };
}

async function insert(database: Database, submission: NewSubmission): Promise<void> {
  if (storableText(submission.code) !== submission.code) {
    throw new LetscodeError(
      'bad_code',
      'the source has a NUL byte or is not valid Unicode: save it as plain UTF-8 text',
    );
  }
  for (;;) {
    try {
      return await insertOnce(database, submission);
    } catch (error) {
      // Two submissions of one user in the same microsecond: the second takes a later one.
      if ((error as { constraint?: unknown }).constraint === 'submissions_by_user') continue;
      if (sqlState(error) === FOREIGN_KEY_VIOLATION) {
        throw new LetscodeError('problem_not_found', `there is no problem "${submission.problemId}"`, { cause: error });
      }
      if (sqlState(error) === UNIQUE_VIOLATION) {
        throw new LetscodeError('conflict', `there is already a submission ${submission.id}`, { cause: error });
      }
      throw error;
    }
  }
}

async function insertOnce(database: Database, submission: NewSubmission): Promise<void> {
  if (!submission.client) {
    // Somebody waits for this one: a single statement, which is a transaction by itself.
    return database.run(async (kysely, isRepetition) => {
      if (isRepetition && (await isInserted(kysely, submission.id))) return;
      await insertRow(kysely, submission);
    });
  }
  const { client } = submission;
  await database.transaction(async (transaction, isRepetition) => {
    if (isRepetition && (await isInserted(transaction, submission.id))) return;
    await insertRow(transaction, submission);
    await insertClaimed(transaction, submission, client);
  });
}

async function isInserted(kysely: Kysely<Tables>, id: string): Promise<boolean> {
  const own = await kysely.selectFrom('submissions').select('id').where('id', '=', id).execute();
  return own.length > 0;
}

/** A claim, and the end of the submission where the claim is a failure. */
async function insertClaimed(
  transaction: Transaction<Tables>,
  submission: NewSubmission,
  client: NewClaim,
): Promise<void> {
  await insertClaim(transaction, submission, client);
  if (!client.outcome) return;
  const { verdict, testResults } = client.outcome;
  await transaction
    .updateTable('submissions')
    .set({
      stage: 'Completed',
      verdict: storableJson(verdict),
      current_test: testResults.length,
      test_count: verdict.testCount,
      finished_at: now,
    })
    .where('id', '=', submission.id)
    .execute();
  await insertTestResults(transaction, { id: submission.id, testResults });
}

/** The row, and that its user has tried the problem. */
async function insertRow(kysely: Kysely<Tables>, submission: NewSubmission): Promise<void> {
  const row = kysely.insertInto('submissions').values({
    id: submission.id,
    problem_id: submission.problemId,
    language: submission.language,
    user_id: submission.userId,
    code: submission.code,
    is_custom_test: submission.isCustomTest,
    strategy: submission.strategy,
    reasons: storableJson(submission.reasons),
    alternatives: submission.alternatives ? storableJson(submission.alternatives) : null,
  });
  if (submission.isCustomTest) {
    await row.execute();
    return;
  }
  await kysely
    .with('row', () => row)
    .insertInto('standings')
    .values({ problem_id: submission.problemId, user_id: submission.userId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function beginAttempt(database: Database, id: string, workerId: string): Promise<Attempt | undefined> {
  if (!UUID.test(id)) return undefined;
  const row = await database.run((kysely) =>
    kysely
      .updateTable('submissions')
      .set((column) => ({
        stage: 'Compiling',
        attempt: sql<number>`attempt + 1`,
        worker_id: workerId,
        current_test: null,
        test_count: null,
        touched_at: now,
        started_at: column.fn.coalesce('started_at', now),
      }))
      .where('id', '=', id)
      .where('stage', 'not in', FINAL_STAGES)
      .returning(['attempt', 'problem_id', 'language', 'user_id', 'code', 'is_custom_test'])
      .executeTakeFirst(),
  );
  return (
    row && {
      submissionId: id,
      attempt: row.attempt,
      problemId: row.problem_id,
      language: row.language,
      userId: row.user_id,
      code: row.code,
      isCustomTest: row.is_custom_test,
    }
  );
}
