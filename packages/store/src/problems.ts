/** Problems as imported, their tests in order, and who tried and solved them. */
import type { ProblemDetail, ProblemKind, ProblemSummary } from '@letscode/core';
import { type Kysely, sql } from 'kysely';
import type { JudgingProblem, PackageFileEntry, ProblemStore, StatementText, StoredPackage } from './contract.js';
import type { Database } from './database.js';
import { upsertProblem } from './problem-imports.js';
import type { Tables } from './schema.js';

export function problemStore(database: Database): ProblemStore {
  return {
    upsert: (problem) => upsertProblem(database, problem),

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

    async find(id, userId, language) {
      const row = await database.run((kysely) =>
        withCounts(kysely, userId).select('problems.statements').where('problems.id', '=', id).executeTakeFirst(),
      );
      return row && inLanguage({ ...row.detail, ...summaryOf(row, userId) }, row.statements, language);
    },

    async findRules(id) {
      const row = await database.run((kysely) =>
        kysely
          .selectFrom('problems')
          .select([
            'package_sha256',
            'limits',
            sql<string[] | null>`detail->'languages'`.as('languages'),
            sql<ProblemKind | null>`detail->'kind'`.as('kind'),
            sql<boolean>`detail ? 'comparison'`.as('isComparedByDefault'),
            sql<string[]>`jsonb_path_query_array(detail, '$.samples[*].name')`.as('sampleNames'),
          ])
          .where('id', '=', id)
          .executeTakeFirst(),
      );
      if (!row) return undefined;
      const { package_sha256: packageSha256, limits, languages, kind, isComparedByDefault, sampleNames } = row;
      return {
        packageSha256,
        limits,
        isComparedByDefault,
        sampleNames,
        ...(languages === null ? {} : { languages }),
        ...(kind === null ? {} : { kind }),
      };
    },

    findForJudging: (id) => findForJudging(database, id),
    findPackage: (id) => findPackage(database, id),

    async findPublicFile(id, publicName) {
      const row = await database.run((kysely) =>
        kysely
          .selectFrom('problem_files')
          .select(['path', 'sha256', 'byte_count', 'is_executable', 'public_name'])
          .where('problem_id', '=', id)
          .where('public_name', '=', publicName)
          .executeTakeFirst(),
      );
      return row && entryOf(row);
    },

    async setDerivedTimeLimit(id, packageSha256, { cpuTimeMs, wallTimeMs }) {
      const result = await database.run((kysely) =>
        kysely
          .updateTable('problems')
          .set({
            limits: sql<string>`limits || jsonb_build_object('cpuTimeMs', ${cpuTimeMs}::integer, 'wallTimeMs', ${wallTimeMs}::integer)`,
            detail: sql<string>`jsonb_set(detail, '{limits,cpuTimeMs}', to_jsonb(${cpuTimeMs}::integer))`,
          })
          .where('id', '=', id)
          .where('package_sha256', '=', packageSha256)
          .where('has_time_limit', '=', false)
          .executeTakeFirst(),
      );
      return result.numUpdatedRows > 0n;
    },
  };
}

async function findForJudging(database: Database, id: string): Promise<JudgingProblem | undefined> {
  return snapshot(database, async (kysely) => {
    const problem = await kysely
      .selectFrom('problems')
      .select(['limits', 'checker', 'package_sha256'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!problem) return undefined;
    const tests = await kysely
      .selectFrom('problem_tests')
      .selectAll()
      .where('problem_id', '=', id)
      .orderBy('position')
      .execute();
    return {
      id,
      limits: problem.limits,
      checker: problem.checker,
      packageSha256: problem.package_sha256,
      files: await filesOf(kysely, id),
      tests: tests.map((row) => ({
        name: row.name,
        isSample: row.is_sample,
        inputSha256: row.input_sha256,
        inputBytes: row.input_bytes,
        answerSha256: row.answer_sha256,
        answerBytes: row.answer_bytes,
      })),
    };
  });
}

/** Several reads of one moment: an import may come between them. */
function snapshot<T>(database: Database, read: (kysely: Kysely<Tables>) => Promise<T>): Promise<T> {
  return database.run((kysely) => kysely.transaction().setIsolationLevel('repeatable read').execute(read));
}

async function filesOf(kysely: Kysely<Tables>, id: string): Promise<PackageFileEntry[]> {
  const rows = await kysely
    .selectFrom('problem_files')
    .select(['path', 'sha256', 'byte_count', 'is_executable', 'public_name'])
    .where('problem_id', '=', id)
    .orderBy(sql`path COLLATE "C"`)
    .execute();
  return rows.map(entryOf);
}

async function findPackage(database: Database, id: string): Promise<StoredPackage | undefined> {
  return snapshot(database, async (kysely) => {
    const problem = await kysely
      .selectFrom('problems')
      .select(['package_sha256', 'notes', 'has_time_limit'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!problem) return undefined;
    return {
      packageSha256: problem.package_sha256,
      files: await filesOf(kysely, id),
      notes: problem.notes,
      hasTimeLimit: problem.has_time_limit,
    };
  });
}

function entryOf(row: {
  path: string;
  sha256: string;
  byte_count: number;
  is_executable: boolean;
  public_name: string | null;
}): PackageFileEntry {
  const entry: PackageFileEntry = { path: row.path, sha256: row.sha256, byteCount: row.byte_count };
  if (row.is_executable) entry.isExecutable = true;
  if (row.public_name !== null) entry.publicName = row.public_name;
  return entry;
}

/** The problem with its statement in a language, if it has one in it; `en` also answers to `en-GB`. */
function inLanguage(detail: ProblemDetail, statements: StatementText[], language: string | undefined): ProblemDetail {
  if (language === undefined) return detail;
  const wanted = language.toLowerCase();
  const found =
    statements.find((statement) => statement.language.toLowerCase() === wanted) ??
    statements.find((statement) => statement.language.toLowerCase() === wanted.split('-')[0]);
  if (!found) return detail;
  return { ...detail, title: found.title, statement: found.text, statementLanguage: found.language };
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
