/**
 * Claims of browsers beside their submissions (core/client-claim.ts has the states).
 *
 * A claim is written with its submission and settled with the server's verdict, each in one transaction, so
 * that no verdict stands without its comparison. A mismatch is recorded; suspicious ones that repeat raise a
 * violation record, after which the user's claims are not taken for a while. Verdicts are never touched here.
 */
import { type ClaimCounts, type ClaimState, mismatchOf, type TestResult, type Verdict } from '@letscode/core';
import { sql, type Transaction } from 'kysely';
import type { ClaimStore, NewClaim, NewSubmission } from './contract.js';
import type { Database } from './database.js';
import { storableJson } from './json.js';
import type { Tables } from './schema.js';
import { now } from './times.js';

/** So many suspicious mismatches of one user within the window are no accident of an engine. */
const MISMATCHES_FOR_VIOLATION = 3;
const WINDOW = sql`interval '30 days'`;
/** Rows of changes that are read to count; more are summed up. */
const MAX_CHANGES = 1_000;
const FALSE_CLAIMS = 'false-client-claims';

export function claimStore(database: Database): ClaimStore {
  return {
    async isTrusted(userId) {
      const { rows } = await database.run((kysely) =>
        sql`SELECT 1 FROM user_violations
             WHERE user_id = ${userId} AND kind = ${FALSE_CLAIMS} AND created_at > clock_timestamp() - ${WINDOW}
             LIMIT 1`.execute(kysely),
      );
      return rows.length === 0;
    },

    counts: () => counts(database),

    async beginRecheck(rejudgingId) {
      const { rows } = await database.run((kysely) =>
        sql<{ submission_id: string }>`
          UPDATE client_claims SET state = 'rechecking', rejudging_id = ${rejudgingId}::uuid, wants_recheck = false
           WHERE submission_id = (
             SELECT submission_id FROM client_claims WHERE state = 'final' AND wants_recheck
              ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
          RETURNING submission_id`.execute(kysely),
      );
      return rows[0]?.submission_id;
    },

    async listRechecks(limit) {
      const { rows } = await database.run((kysely) =>
        sql<{ submissionId: string; rejudgingId: string; stage: string | null }>`
          SELECT submission_id AS "submissionId", rejudging_id AS "rejudgingId", rejudgings.stage
            FROM client_claims LEFT JOIN rejudgings ON rejudgings.id = rejudging_id
           WHERE client_claims.state = 'rechecking' ORDER BY client_claims.created_at LIMIT ${limit}`.execute(kysely),
      );
      return rows;
    },

    settleRecheck: (submissionId) => database.transaction((transaction) => settleRecheck(transaction, submissionId)),
  };
}

/** From the changes, whose number is bounded by summing them up; the claims are not read. */
async function counts(database: Database): Promise<ClaimCounts> {
  const { rows } = await database.run((kysely) =>
    sql<{ state: ClaimState | 'distrusted'; count: number; rowCount: number }>`
      SELECT state, sum(delta)::integer AS count, count(*)::integer AS "rowCount" FROM claim_changes GROUP BY state
       UNION ALL
      SELECT 'distrusted', count(DISTINCT user_id)::integer, 0 FROM user_violations
       WHERE kind = ${FALSE_CLAIMS} AND created_at > clock_timestamp() - ${WINDOW}`.execute(kysely),
  );
  if (rows.reduce((sum, { rowCount }) => sum + rowCount, 0) > MAX_CHANGES) await sumUpChanges(database);
  const of = (state: ClaimState | 'distrusted') => rows.find((row) => row.state === state)?.count ?? 0;
  return {
    finalCount: of('final') + of('rechecking'),
    checkingCount: of('checking'),
    agreedCount: of('agreed'),
    disagreedCount: of('disagreed'),
    distrustedCount: of('distrusted'),
  };
}

/** One statement: whoever counts meanwhile sees the rows or their sums, and two at once sum up different rows. */
async function sumUpChanges(database: Database): Promise<void> {
  await database.transaction((transaction) =>
    sql`WITH gone AS (DELETE FROM claim_changes RETURNING state, delta)
        INSERT INTO claim_changes (state, delta) SELECT state, sum(delta) FROM gone GROUP BY state`.execute(
      transaction,
    ),
  );
}

/** Writes the claim of a submission that is being inserted. */
export async function insertClaim(
  transaction: Transaction<Tables>,
  { id, userId }: NewSubmission,
  { claim, wantsRecheck = false }: NewClaim,
): Promise<void> {
  await transaction
    .insertInto('client_claims')
    .values({
      submission_id: id,
      user_id: userId,
      engine: claim.engine,
      passed: claim.passed,
      tests: storableJson(claim.tests),
      state: claim.passed ? 'checking' : 'final',
      wants_recheck: wantsRecheck,
    })
    .execute();
}

interface Judged {
  status: Verdict;
  testResults: readonly TestResult[];
}

/** Compares a submission's open claim, if it has one, with the server's verdict. */
export async function settleClaim(transaction: Transaction<Tables>, id: string, judged: Judged): Promise<void> {
  const row = await transaction
    .selectFrom('client_claims')
    .select(['user_id', 'passed', 'tests'])
    .where('submission_id', '=', id)
    .where('state', 'in', ['checking', 'rechecking'])
    .forUpdate()
    .executeTakeFirst();
  if (!row) return;
  const mismatch = mismatchOf(row, judged);
  await setState(transaction, id, mismatch ? 'disagreed' : 'agreed');
  if (!mismatch) return;
  await transaction
    .insertInto('client_mismatches')
    .values({
      submission_id: id,
      user_id: row.user_id,
      test_name: mismatch.test ?? null,
      claimed: mismatch.claimed,
      judged: mismatch.judged,
      is_suspicious: mismatch.isSuspicious,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (mismatch.isSuspicious) await raiseViolation(transaction, row.user_id);
}

async function setState(transaction: Transaction<Tables>, id: string, state: ClaimState): Promise<void> {
  await transaction
    .updateTable('client_claims')
    .set({ state, settled_at: now })
    .where('submission_id', '=', id)
    .execute();
}

async function raiseViolation(transaction: Transaction<Tables>, userId: string): Promise<void> {
  // Mismatches from before the last violation have been answered by it.
  await sql`
    INSERT INTO user_violations (user_id, kind, detail)
    SELECT ${userId}, ${FALSE_CLAIMS},
           count(*) || ' programs passed public tests in the browser, as it said, and failed them on the server'
      FROM client_mismatches
     WHERE user_id = ${userId} AND is_suspicious
       AND created_at > greatest(clock_timestamp() - ${WINDOW},
         (SELECT max(created_at) FROM user_violations WHERE user_id = ${userId} AND kind = ${FALSE_CLAIMS}))
    HAVING count(*) >= ${MISMATCHES_FOR_VIOLATION}`.execute(transaction);
}

/** After the rejudging was applied: what stands now is the server's. */
async function settleRecheck(transaction: Transaction<Tables>, id: string): Promise<void> {
  const row = await transaction
    .selectFrom('submissions')
    .select(['verdict', 'attempt'])
    .where('id', '=', id)
    .executeTakeFirst();
  // Without an attempt the server has not judged it: the rejudging failed or was discarded, and the claim stands.
  if (!row?.verdict || row.attempt === 0) return setState(transaction, id, 'final');
  const results = await transaction
    .selectFrom('test_results')
    .select('result')
    .where('submission_id', '=', id)
    .execute();
  await settleClaim(transaction, id, {
    status: row.verdict.status,
    testResults: results.map(({ result }) => result),
  });
}
