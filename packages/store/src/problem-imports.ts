/** An import: the problem's row, its tests and the files of its package, all replaced in one transaction. */
import { LetscodeError } from '@letscode/core';
import { sql, type Transaction } from 'kysely';
import type { CheckerConfig, ProblemImport } from './contract.js';
import { type Database, FOREIGN_KEY_VIOLATION, sqlState } from './database.js';
import { storableJson, storableText } from './json.js';
import type { Tables } from './schema.js';

/** What stands there when the package decides. */
const NO_CHECKER: CheckerConfig = { kind: 'default', caseSensitive: false, spaceChangeSensitive: false };

export async function upsertProblem(database: Database, problem: ProblemImport): Promise<{ changed: boolean }> {
  const { userStatus: _, ...detail } = { ...problem.detail, triedCount: 0, solvedCount: 0 };
  const row = {
    detail: storableJson(detail),
    limits: storableJson(problem.limits),
    checker: storableJson(problem.checker ?? NO_CHECKER),
    package_sha256: problem.packageSha256,
    statements: storableJson(problem.statements ?? []),
    notes: storableJson(problem.notes ?? []),
    has_time_limit: problem.hasTimeLimit ?? true,
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
    await replaceFiles(transaction, problem);
    await requireCheckerFiles(transaction, problem);
    return { changed: true };
  });
}

async function replaceTests(transaction: Transaction<Tables>, problem: ProblemImport): Promise<void> {
  const { id } = problem.detail;
  await transaction.deleteFrom('problem_tests').where('problem_id', '=', id).execute();
  const rows = (problem.tests ?? []).map((test, position) => ({
    problem_id: id,
    position,
    name: storableText(test.name),
    is_sample: test.isSample,
    input_sha256: test.inputSha256,
    input_bytes: test.inputBytes,
    answer_sha256: test.answerSha256,
    answer_bytes: test.answerBytes,
  }));
  await insertAll(rows, id, 'a test', (some) => transaction.insertInto('problem_tests').values(some).execute());
}

async function replaceFiles(transaction: Transaction<Tables>, problem: ProblemImport): Promise<void> {
  const { id } = problem.detail;
  await transaction.deleteFrom('problem_files').where('problem_id', '=', id).execute();
  const rows = (problem.files ?? []).map((file) => ({
    problem_id: id,
    path: file.path,
    sha256: file.sha256,
    byte_count: file.byteCount,
    is_executable: file.isExecutable ?? false,
    public_name: file.publicName ?? null,
  }));
  await insertAll(rows, id, 'a file', (some) => transaction.insertInto('problem_files').values(some).execute());
}

async function insertAll<Row>(
  rows: Row[],
  id: string,
  what: string,
  insert: (some: Row[]) => Promise<unknown>,
): Promise<void> {
  try {
    // A statement has at most 65535 parameters.
    for (let begin = 0; begin < rows.length; begin += 1_000) await insert(rows.slice(begin, begin + 1_000));
  } catch (error) {
    if (sqlState(error) === FOREIGN_KEY_VIOLATION) throw missingBlob(id, what, error);
    throw error;
  }
}

async function requireCheckerFiles(transaction: Transaction<Tables>, problem: ProblemImport): Promise<void> {
  const { checker } = problem;
  if (checker?.kind !== 'custom') return;
  const wanted = [...new Set(checker.files.map((file) => file.sha256))];
  if (wanted.length === 0) return;
  const found = await transaction
    .selectFrom('blobs')
    .select('sha256')
    .where('sha256', '=', sql<string>`ANY(${wanted})`)
    .execute();
  if (found.length < wanted.length) throw missingBlob(problem.detail.id, 'the output validator');
}

function missingBlob(id: string, what: string, cause?: unknown): LetscodeError {
  return new LetscodeError('bad_package', `problem "${id}": data of ${what} was not stored before the import`, {
    cause,
  });
}
