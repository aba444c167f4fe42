/**
 * Submissions: the life cycle of one, and what is told about it.
 *
 *     Queued ──→ Compiling ──→ Running ──→ Completed     a verdict was reached
 *        │           │            │
 *        └───────────┴────────────┴─────→ Failed         our fault, after retries
 *
 * Every taking-up by a worker is an *attempt*, numbered from 1. Only the newest
 * attempt may write (fencing), so a worker that was thought dead changes nothing.
 * A retry goes back from Compiling or Running to Queued.
 */
import { z } from 'zod';
import { clientResultSchema } from './client-claim.js';
import { languageIdSchema } from './language.js';
import { problemIdSchema } from './problem.js';
import { violationSchema } from './run.js';
import { groupResultSchema } from './scoring.js';
import { verdictSchema } from './verdict.js';

export const STAGES = ['Queued', 'Compiling', 'Running', 'Completed', 'Failed'] as const;

export const stageSchema = z.enum(STAGES);

export type Stage = z.infer<typeof stageSchema>;

/** Whether nothing more will happen to a submission in this stage. */
export function isFinal(stage: Stage): boolean {
  return stage === 'Completed' || stage === 'Failed';
}

export const strategySchema = z.enum(['client', 'server', 'hybrid']);

export type Strategy = z.infer<typeof strategySchema>;

/** A tier that a submission did not go to, and what spoke against it. */
export const alternativeSchema = z.strictObject({
  strategy: strategySchema,
  /** False: it could not have been chosen. */
  isPossible: z.boolean(),
  /** Sentences for a person; never empty. */
  reasons: z.array(z.string()),
});

export type Alternative = z.infer<typeof alternativeSchema>;

/** One message of a compiler, with its place in the user's source (1-based), for markers in the editor. */
export const diagnosticSchema = z.strictObject({
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
});

export type Diagnostic = z.infer<typeof diagnosticSchema>;

export const compileResultSchema = z.strictObject({
  ok: z.boolean(),
  /** What the compiler printed, clipped; may hold ANSI colours. */
  output: z.string(),
  cpuTimeMs: z.int(),
  cached: z.boolean(),
});

export type CompileResult = z.infer<typeof compileResultSchema>;

export const testResultSchema = z.strictObject({
  /** The test's name in the package, e.g. `sample/1` or `secret/03-large`. */
  name: z.string(),
  verdict: verdictSchema,
  /** Only in scored problems. */
  score: z.number().optional(),
  cpuTimeMs: z.int(),
  wallTimeMs: z.int(),
  memoryBytes: z.int(),
  /** What the checker or the run has to say to the user. */
  message: z.string().optional(),
  exitCode: z.int().optional(),
  signal: z.string().optional(),
  /** Only for samples and custom tests, clipped to 64 KiB each. Never for secret tests. */
  input: z.string().optional(),
  expected: z.string().optional(),
  stdout: z.string().optional(),
  stderr: z.string().optional(),
  /** Only for samples of interactive problems: what was said, in order, clipped to 64 KiB together. */
  transcript: z.array(z.strictObject({ from: z.enum(['program', 'interactor']), text: z.string() })).optional(),
  violations: z.array(violationSchema).optional(),
});

export type TestResult = z.infer<typeof testResultSchema>;

/** The seed's verdict object: `status` is the verdict's name, the rest is the summary over all tests. */
export const verdictSummarySchema = z.strictObject({
  status: verdictSchema,
  /** Only in scored problems. */
  score: z.number().optional(),
  maxScore: z.number().optional(),
  /** Only in scored problems: the groups below the whole, in the order of their tests. */
  groups: z.array(groupResultSchema).optional(),
  passedCount: z.int(),
  testCount: z.int(),
  maxCpuTimeMs: z.int(),
  maxWallTimeMs: z.int(),
  maxMemoryBytes: z.int(),
  message: z.string().optional(),
});

export type VerdictSummary = z.infer<typeof verdictSummarySchema>;

/** What `GET /api/submission/:id` tells. */
export const submissionViewSchema = z.strictObject({
  id: z.uuid(),
  problemId: problemIdSchema,
  language: languageIdSchema,
  userId: z.string(),
  isCustomTest: z.boolean(),
  status: stageSchema,
  strategy: strategySchema,
  reasons: z.array(z.string()),
  /** The two other tiers; absent for submissions from before they were kept. */
  alternatives: z.array(alternativeSchema).optional(),
  /** Where a browser's own result on the public tests was taken: what became of it. */
  client: clientResultSchema.optional(),
  /** 1 = next to be taken; only while Queued. */
  queuePosition: z.int().min(1).optional(),
  /** How many tests have finished, and of how many. */
  currentTest: z.int().optional(),
  testCount: z.int().optional(),
  verdict: verdictSummarySchema.optional(),
  compile: compileResultSchema.optional(),
  diagnostics: z.array(diagnosticSchema).optional(),
  testResults: z.array(testResultSchema),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  finishedAt: z.string().optional(),
  /** The source code. */
  code: z.string(),
});

export type SubmissionView = z.infer<typeof submissionViewSchema>;

export const submissionSummarySchema = submissionViewSchema.omit({
  testResults: true,
  compile: true,
  diagnostics: true,
  code: true,
  reasons: true,
  alternatives: true,
});

export type SubmissionSummary = z.infer<typeof submissionSummarySchema>;
