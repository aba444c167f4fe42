/**
 * The tables as kysely sees them; migrations/ makes them.
 *
 * `ColumnType<Read, Insert, Update>`: json columns are written as text that we
 * have serialised ourselves (json.ts), because TEXT and JSONB refuse U+0000.
 */

import type {
  Alternative,
  ClaimedTest,
  ClaimState,
  CompileResult,
  Language,
  Limits,
  ProblemDetail,
  RejudgingStage,
  Stage,
  Strategy,
  TestResult,
  TimeLimitAdvice,
  Verdict,
  VerdictSummary,
  VerificationRow,
  VerificationStage,
} from '@letscode/core';
import type { ColumnType, Generated } from 'kysely';
import type { CheckerConfig, PackageFinding, SolutionTimes, StatementText } from './contract.js';

type Json<T> = ColumnType<T, string, string>;
type Time = ColumnType<Date, never, Date>;

interface ProblemTable {
  id: string;
  detail: Json<ProblemDetail>;
  limits: Json<Limits>;
  checker: Json<CheckerConfig>;
  package_sha256: string;
  statements: Json<StatementText[]>;
  notes: Json<PackageFinding[]>;
  /** Whether the package names a time limit. */
  has_time_limit: boolean;
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

interface ProblemFileTable {
  problem_id: string;
  path: string;
  sha256: string;
  byte_count: number;
  is_executable: boolean;
  /** Below /api/problems/:id/files/; null for what is for authors only. */
  public_name: string | null;
}

/** Either `bytes` or `content_id`. */
interface BlobTable {
  sha256: string;
  bytes: Buffer | null;
  content_id: string | null;
  byte_count: number;
}

interface BlobContentTable {
  id: string;
  began_at: Time;
}

interface BlobChunkTable {
  content_id: string;
  /** From 0. */
  position: number;
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
  /** Null for those from before they were kept. */
  alternatives: Json<Alternative[]> | null;
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

interface SecretTable {
  name: string;
  value: string;
}

interface VerificationTable {
  id: string;
  problem_id: string;
  package_sha256: string;
  user_id: string | null;
  stage: Generated<VerificationStage>;
  attempt: Generated<number>;
  tests: ColumnType<string[], string | undefined, string>;
  total_count: Generated<number>;
  time_limit: Json<TimeLimitAdvice> | null;
  message: string | null;
  created_at: Time;
  touched_at: Time;
  finished_at: ColumnType<Date | null, never, Date>;
}

interface VerificationRowTable {
  verification_id: string;
  /** Order of the package, from 0. */
  position: number;
  result: Json<VerificationRow>;
  /** What the row says of the time limit, for the whole at the end. */
  times: Json<SolutionTimes>;
}

interface RejudgingTable {
  id: string;
  problem_id: string | null;
  user_id: string | null;
  stage: Generated<RejudgingStage>;
  runner_count: number;
  message: string | null;
  created_at: Time;
  touched_at: Time;
  finished_at: ColumnType<Date | null, never, Date>;
}

interface RejudgingItemTable {
  rejudging_id: string;
  /** Oldest submission first, from 0. */
  position: number;
  submission_id: string;
  old_verdict: Json<VerdictSummary>;
  old_attempt: number;
  attempt: Generated<number>;
  /** Which of the rejudging's runners has it. */
  runner: number | null;
  is_done: Generated<boolean>;
  new_verdict: Json<VerdictSummary> | null;
  compile: Json<CompileResult> | null;
  test_results: Json<TestResult[]> | null;
  /** Why it could not be judged. */
  message: string | null;
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

interface ModuleTable {
  id: string;
  gzip: Buffer;
  byte_count: number;
  created_at: Generated<Time>;
}

interface ClientClaimTable {
  submission_id: string;
  user_id: string;
  engine: string;
  passed: boolean;
  tests: Json<ClaimedTest[]>;
  state: ClaimState;
  wants_recheck: Generated<boolean>;
  rejudging_id: ColumnType<string | null, never, string>;
  created_at: Time;
  settled_at: ColumnType<Date | null, never, Date>;
}

interface ClientMismatchTable {
  submission_id: string;
  user_id: string;
  /** Null: the whole submission. */
  test_name: string | null;
  claimed: Verdict;
  judged: Verdict;
  /** Counts towards a violation. */
  is_suspicious: boolean;
  created_at: Time;
}

export interface Tables {
  problems: ProblemTable;
  problem_tests: ProblemTestTable;
  problem_files: ProblemFileTable;
  blobs: BlobTable;
  blob_contents: BlobContentTable;
  blob_chunks: BlobChunkTable;
  submissions: SubmissionTable;
  test_results: TestResultTable;
  standings: StandingTable;
  secrets: SecretTable;
  verifications: VerificationTable;
  verification_rows: VerificationRowTable;
  rejudgings: RejudgingTable;
  rejudging_items: RejudgingItemTable;
  languages: LanguageTable;
  workers: WorkerTable;
  modules: ModuleTable;
  client_claims: ClientClaimTable;
  client_mismatches: ClientMismatchTable;
}
