/** Problems as imported, their tests in order, and who tried and solved them. */
import { LetscodeError, type ProblemDetail, type ProblemSummary } from '@letscode/core';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { ProblemImport, ProblemStore } from './contract.js';
import { type Database, FOREIGN_KEY_VIOLATION, sqlState } from './database.js';
import { storableJson, storableText } from './json.js';
import type { Tables } from './schema.js';

export function problemStore(database: Database): ProblemStore {
  return {
    upsert: (problem) => upsert(database, problem),

    async packageSha256(id) {
      const row = await database.run((kysely) =>
        kysely.selectFrom('problems').select('package_sha256').where('id', '=', id).executeTakeFirst(),
      );
      return row?.package_sha256;
    },

    async list(userId) {
      const rows = await database.run((kysely) => withCounts(kysely, userId).orderBy('problems.id').execute());
      return rows.map((row) => summaryOf(row, userId));
    },

    async find(id, userId) {
      const row = await database.run((kysely) =>
        withCounts(kysely, userId).where('problems.id', '=', id).executeTakeFirst(),
      );
      return row && { ...row.detail, ...summaryOf(row, userId) };
    },

    async findForJudging(id) {
      const rows = await database.run((kysely) =>
        kysely
          .selectFrom('problems')
          .leftJoin('problem_tests', 'problem_tests.problem_id', 'problems.id')
          .where('problems.id', '=', id)
          .selectAll('problem_tests')
          .select(['problems.limits', 'problems.checker'])
          .orderBy('position')
          .execute(),
      );
      const [first] = rows;
      if (!first) return undefined;
      return {
        id,
        limits: first.limits,
        checker: first.checker,
        tests: rows.flatMap((row) =>
          row.name === null
            ? []
            : [
                {
                  name: row.name,
                  isSample: row.is_sample as boolean,
                  inputSha256: row.input_sha256 as string,
                  inputBytes: row.input_bytes as number,
                  answerSha256: row.answer_sha256 as string,
                  answerBytes: row.answer_bytes as number,
                },
              ],
        ),
      };
    },
  };
}

/** Each problem with how many users tried and solved it, and how `userId` stands. */
function withCounts(kysely: Kysely<Tables>, userId: string | undefined) {
  return kysely
    .selectFrom('problems')
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('standings')
          .whereRef('standings.problem_id', '=', 'problems.id')
          .select([
            sql<number>`count(*)::integer`.as('tried'),
            sql<number>`count(*) FILTER (WHERE is_solved)::integer`.as('solved'),
            sql<boolean | null>`bool_or(is_solved) FILTER (WHERE user_id = ${userId ?? ''})`.as('solved_by_user'),
          ])
          .as('counts'),
      (join) => join.onTrue(),
    )
    .select(['problems.detail', 'counts.tried', 'counts.solved', 'counts.solved_by_user']);
}

function summaryOf(
  row: { detail: ProblemDetail; tried: number | null; solved: number | null; solved_by_user: boolean | null },
  userId: string | undefined,
): ProblemSummary {
  const { id, title, difficulty, tags } = row.detail;
  const summary: ProblemSummary = { id, title, tags, triedCount: row.tried ?? 0, solvedCount: row.solved ?? 0 };
  if (difficulty !== undefined) summary.difficulty = difficulty;
  if (userId !== undefined) {
    summary.userStatus = row.solved_by_user === null ? 'new' : row.solved_by_user ? 'solved' : 'tried';
  }
  return summary;
}

async function upsert(database: Database, problem: ProblemImport): Promise<{ changed: boolean }> {
  const { userStatus: _, ...detail } = { ...problem.detail, triedCount: 0, solvedCount: 0 };
  const row = {
    detail: storableJson(detail),
    limits: storableJson(problem.limits),
    checker: storableJson(problem.checker),
    package_sha256: problem.packageSha256,
  };
  return database.transaction(async (transaction, isRepetition) => {
    const written = await transaction
      .insertInto('problems')
      .values({ id: detail.id, ...row })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(row).where('problems.package_sha256', '!=', problem.packageSha256),
      )
      .returning('id')
      .executeTakeFirst();
    // An unchanged row on a repetition may well be our own first write.
    if (!written) return { changed: isRepetition };
    await replaceTests(transaction, problem);
    return { changed: true };
  });
}

async function replaceTests(transaction: Transaction<Tables>, problem: ProblemImport): Promise<void> {
  const { id } = problem.detail;
  await transaction.deleteFrom('problem_tests').where('problem_id', '=', id).execute();
  const rows = problem.tests.map((test, position) => ({
    problem_id: id,
    position,
    name: storableText(test.name),
    is_sample: test.isSample,
    input_sha256: test.inputSha256,
    input_bytes: test.inputBytes,
    answer_sha256: test.answerSha256,
    answer_bytes: test.answerBytes,
  }));
  try {
    // A statement has at most 65535 parameters.
    for (let begin = 0; begin < rows.length; begin += 1_000) {
      await transaction
        .insertInto('problem_tests')
        .values(rows.slice(begin, begin + 1_000))
        .execute();
    }
  } catch (error) {
    if (sqlState(error) === FOREIGN_KEY_VIOLATION) throw missingBlob(id, 'a test', error);
    throw error;
  }
  if (problem.checker.kind !== 'custom') return;
  const wanted = [...new Set(problem.checker.files.map((file) => file.sha256))];
  if (wanted.length === 0) return;
  const found = await transaction.selectFrom('blobs').select('sha256').where('sha256', 'in', wanted).execute();
  if (found.length < wanted.length) throw missingBlob(id, 'the output validator');
}

function missingBlob(id: string, what: string, cause?: unknown): LetscodeError {
  return new LetscodeError('bad_package', `problem "${id}": data of ${what} was not stored before the import`, {
    cause,
  });
}
