/**
 * The tables as kysely sees them; migrations/ makes them.
 *
 * `ColumnType<Read, Insert, Update>`: json columns are written as text that we
 * have serialised ourselves (json.ts), because TEXT and JSONB refuse U+0000.
 */

import type {
  CompileResult,
  Language,
  Limits,
  ProblemDetail,
  Stage,
  Strategy,
  TestResult,
  Verdict,
  VerdictSummary,
} from '@letscode/core';
import type { ColumnType, Generated } from 'kysely';
import type { CheckerConfig } from './contract.js';

type Json<T> = ColumnType<T, string, string>;
type Time = ColumnType<Date, never, Date>;

interface ProblemTable {
  id: string;
  detail: Json<ProblemDetail>;
  limits: Json<Limits>;
  checker: Json<CheckerConfig>;
  package_sha256: string;
}

interface ProblemTestTable {
  problem_id: string;
  /** Order of judging, from 0. */
  position: number;
  name: string;
  is_sample: boolean;
  input_sha256: string;
  input_bytes: number;
  answer_sha256: string;
  answer_bytes: number;
}

interface BlobTable {
  sha256: string;
  bytes: Buffer;
}

interface SubmissionTable {
  id: string;
  problem_id: string;
  language: string;
  user_id: string;
  code: string;
  is_custom_test: boolean;
  strategy: Strategy;
  reasons: Json<string[]>;
  stage: Generated<Stage>;
  /** The newest attempt; 0 before the first. The fence. */
  attempt: Generated<number>;
  worker_id: string | null;
  current_test: number | null;
  test_count: number | null;
  verdict: Json<VerdictSummary> | null;
  compile: Json<CompileResult> | null;
  created_at: Time;
  /** When a worker or the sweep last wrote to the row. */
  touched_at: Time;
  /** Begin of the first attempt. */
  started_at: ColumnType<Date | null, never, Date>;
  finished_at: ColumnType<Date | null, never, Date>;
}

interface TestResultTable {
  submission_id: string;
  /** Order of judging, from 0. */
  position: number;
  verdict: Verdict;
  result: Json<TestResult>;
}

/** Who tried and who solved what: kept so that counting never reads the submissions. */
interface StandingTable {
  problem_id: string;
  user_id: string;
  is_solved: Generated<boolean>;
}

interface LanguageTable {
  id: string;
  position: number;
  body: Json<Language>;
}

interface WorkerTable {
  id: string;
  lane_count: number;
  running_count: number;
  layers: Json<string[]>;
  beat_at: Time;
}

export interface Tables {
  problems: ProblemTable;
  problem_tests: ProblemTestTable;
  blobs: BlobTable;
  submissions: SubmissionTable;
  test_results: TestResultTable;
  standings: StandingTable;
  languages: LanguageTable;
  workers: WorkerTable;
}
