/**
 * Verifications: every solution of a package judged, kept row by row.
 *
 *     create ─→ Queued ── beginStep, plan ─→ Running ── addRow … ── complete ─→ Completed
 *                                               └─────── fail ────→ Failed
 *
 * A worker that dies leaves the rows that it has added; the next step goes on from there.
 * The fence is that of submissions: a write names its attempt, and does nothing once a
 * newer one has begun.
 */
import { LetscodeError, type Verification } from '@letscode/core';
import { sql } from 'kysely';
import type { VerificationStep, VerificationStore } from './contract.js';
import { type Database, sqlState, UNIQUE_VIOLATION } from './database.js';
import { storableJson, storableText } from './json.js';
import { UUID } from './submission-views.js';
import { idleSince, iso, now } from './times.js';

const OPEN: Verification['stage'][] = ['Queued', 'Running'];

export function verificationStore(database: Database): VerificationStore {
  const end = async (id: string, attempt: number, values: { time_limit: string } | { message: string }) => {
    const stage = 'message' in values ? 'Failed' : 'Completed';
    const result = await database.run((kysely) =>
      kysely
        .updateTable('verifications')
        .set({ stage, ...values, touched_at: now, finished_at: now })
        .where('id', '=', id)
        .where('attempt', '=', attempt)
        // The second for a repetition after a commit that we didn't hear of.
        .where('stage', 'in', [...OPEN, stage])
        .executeTakeFirst(),
    );
    return result.numUpdatedRows > 0n;
  };
  return {
    create: (verification) => create(database, verification),
    find: (id) => find(database, { id }),
    findLatest: (problemId) => find(database, { problemId }),
    beginStep: (id) => beginStep(database, id),

    async plan(id, attempt, { tests, totalCount, timeLimit }) {
      const result = await database.run((kysely) =>
        kysely
          .updateTable('verifications')
          .set({
            stage: 'Running',
            tests: storableJson(tests),
            total_count: totalCount,
            time_limit: storableJson(timeLimit),
            touched_at: now,
          })
          .where('id', '=', id)
          .where('attempt', '=', attempt)
          .where('stage', 'in', OPEN)
          .executeTakeFirst(),
      );
      return result.numUpdatedRows > 0n;
    },

    addRow: (id, attempt, position, row, times) =>
      database.transaction(async (transaction) => {
        const result = await transaction
          .updateTable('verifications')
          .set({ touched_at: now })
          .where('id', '=', id)
          .where('attempt', '=', attempt)
          .where('stage', 'in', OPEN)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) return false;
        await transaction
          .insertInto('verification_rows')
          .values({ verification_id: id, position, result: storableJson(row), times: storableJson(times) })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        return true;
      }),

    complete: (id, attempt, timeLimit) => end(id, attempt, { time_limit: storableJson(timeLimit) }),
    fail: (id, attempt, message) => end(id, attempt, { message: storableText(message) }),

    listStale: (idleMs, limit) =>
      database.run((kysely) =>
        kysely
          .selectFrom('verifications')
          .select(['id', 'attempt as attempts'])
          .where('stage', 'in', OPEN)
          .where('touched_at', '<=', idleSince(idleMs))
          .orderBy('touched_at')
          .limit(limit)
          .execute(),
      ),
  };
}

async function create(
  database: Database,
  { id, problemId, userId }: { id: string; problemId: string; userId?: string },
): Promise<string> {
  for (;;) {
    try {
      return await database.transaction(async (transaction) => {
        const problem = await transaction
          .selectFrom('problems')
          .select('package_sha256')
          .where('id', '=', problemId)
          .executeTakeFirst();
        if (!problem) throw new LetscodeError('problem_not_found', `there is no problem "${problemId}"`);
        const open = await transaction
          .selectFrom('verifications')
          .select(['id', 'package_sha256'])
          .where('problem_id', '=', problemId)
          .where('stage', 'in', OPEN)
          .forUpdate()
          .executeTakeFirst();
        if (open?.package_sha256 === problem.package_sha256) return open.id;
        if (open) {
          await transaction
            .updateTable('verifications')
            .set({ stage: 'Failed', message: 'The package was replaced meanwhile', touched_at: now, finished_at: now })
            .where('id', '=', open.id)
            .execute();
        }
        await transaction
          .insertInto('verifications')
          .values({
            id,
            problem_id: problemId,
            package_sha256: problem.package_sha256,
            user_id: userId ?? null,
            time_limit: null,
            message: null,
          })
          .execute();
        return id;
      });
    } catch (error) {
      // Two at once: the second finds the first's.
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    }
  }
}

async function find(
  database: Database,
  which: { id: string } | { problemId: string },
): Promise<Verification | undefined> {
  if ('id' in which && !UUID.test(which.id)) return undefined;
  return database.run(async (kysely) => {
    const all = kysely
      .selectFrom('verifications')
      .innerJoin('problems', 'problems.id', 'verifications.problem_id')
      .select((column) => [
        'verifications.id',
        'problem_id',
        'stage',
        'tests',
        'total_count',
        'time_limit',
        'message',
        sql<boolean>`verifications.package_sha256 = problems.package_sha256`.as('is_current'),
        iso(column.ref('created_at')).as('created'),
        iso(column.ref('finished_at')).as('finished'),
      ]);
    const row = await ('id' in which
      ? all.where('verifications.id', '=', which.id)
      : all.where('problem_id', '=', which.problemId).orderBy('created_at', 'desc').limit(1)
    ).executeTakeFirst();
    if (!row) return undefined;
    const results = await kysely
      .selectFrom('verification_rows')
      .select('result')
      .where('verification_id', '=', row.id)
      .orderBy('position')
      .execute();
    const found: Verification = {
      id: row.id,
      problemId: row.problem_id,
      stage: row.stage,
      isCurrent: row.is_current,
      finishedCount: results.length,
      totalCount: row.total_count,
      tests: row.tests,
      rows: results.map(({ result }) => result),
      createdAt: row.created as string,
    };
    if (row.time_limit !== null) found.timeLimit = row.time_limit;
    if (row.message !== null) found.message = row.message;
    if (row.finished !== null) found.finishedAt = row.finished;
    return found;
  });
}

async function beginStep(database: Database, id: string): Promise<VerificationStep | undefined> {
  if (!UUID.test(id)) return undefined;
  return database.run(async (kysely) => {
    const row = await kysely
      .updateTable('verifications')
      .set({ attempt: sql<number>`attempt + 1`, touched_at: now })
      .where('id', '=', id)
      .where('stage', 'in', OPEN)
      .returning(['attempt', 'problem_id', 'package_sha256', 'user_id', 'time_limit'])
      .executeTakeFirst();
    if (!row) return undefined;
    const rows = await kysely
      .selectFrom('verification_rows')
      .select(['position', 'times'])
      .where('verification_id', '=', id)
      .execute();
    return {
      id,
      attempt: row.attempt,
      problemId: row.problem_id,
      packageSha256: row.package_sha256,
      ...(row.user_id === null ? {} : { userId: row.user_id }),
      ...(row.time_limit === null ? {} : { timeLimit: row.time_limit }),
      done: new Map(rows.map(({ position, times }) => [position, times])),
    };
  });
}
