/**
 * What authors ask of the HTTP API: to import and export packages, to verify that
 * every solution of a package gets its verdict, and to judge submissions again.
 *
 * A verification and a rejudging are jobs: started by a POST, told by a GET.
 *
 *     verification   Queued → Running → Completed | Failed
 *     rejudging      Queued → Running → Judged → Applied | Discarded          (or Failed)
 *
 * Nothing of a rejudging is seen by users before it is applied.
 */
import { z } from 'zod';
import { problemIdSchema } from './problem.js';
import { groupResultSchema } from './scoring.js';
import { testResultSchema } from './submission.js';
import { verdictSchema } from './verdict.js';

/** Largest package that is taken as a zip, in bytes of the zip. */
export const MAX_PACKAGE_BYTES = 1024 * 1024 * 1024;
/** Most submissions that are named in one rejudging. */
export const MAX_REJUDGED_IDS = 1_000;
/** Most changes that `GET /api/rejudge/:id` lists; the transitions count all. */
export const MAX_SHOWN_CHANGES = 1_000;

/** A finding in a package: errors keep it from being judged, warnings don't. */
export const packageNoteSchema = z.strictObject({
  severity: z.enum(['error', 'warning']),
  /** Path inside the package, with `:line` for texts. */
  where: z.string(),
  message: z.string(),
});

export const importResponseSchema = z.strictObject({
  problemId: problemIdSchema,
  /** Warnings; a package with errors is refused with `bad_package` and all notes in `details.notes`. */
  notes: z.array(packageNoteSchema),
  /** False when exactly this package was there already. */
  changed: z.boolean(),
});

export type ImportResponse = z.infer<typeof importResponseSchema>;

export const packageCheckSchema = z.strictObject({ problemId: problemIdSchema, notes: z.array(packageNoteSchema) });

/** One solution of the package: a line of the matrix. */
export const verificationRowSchema = z.strictObject({
  /** Path inside the package, e.g. `submissions/accepted/sum.py`. */
  submission: z.string(),
  /** A language id, or `unknown`. */
  language: z.string(),
  /** Verdicts that the author allows; empty when the package doesn't say. */
  expected: z.array(verdictSchema),
  /** Skipped when it was not judged. */
  verdict: verdictSchema,
  score: z.number().optional(),
  /** Whether it got what the author expects; true for one that was skipped. */
  ok: z.boolean(),
  skipped: z.boolean().optional(),
  maxCpuTimeMs: z.int(),
  message: z.string().optional(),
  /** In the order of the verification's `tests`; empty when it was not judged. Those after the deciding one are Skipped. */
  tests: z.array(testResultSchema.pick({ name: true, verdict: true, score: true, cpuTimeMs: true, memoryBytes: true })),
  groups: z.array(groupResultSchema).optional(),
});

export type VerificationRow = z.infer<typeof verificationRowSchema>;

const solutionTimeSchema = z.strictObject({ submission: z.string(), cpuTimeMs: z.int() });

/** What the solutions' times say of the time limit. */
export const timeLimitAdviceSchema = z.strictObject({
  /** The limit that this verification judged by, before a language's multiplier. */
  usedMs: z.int(),
  /** `package`: as the package says. `derived`: from the solutions, since the package says nothing. */
  source: z.enum(['package', 'derived']),
  /** The accepted solution that took longest, by its slowest test. */
  slowestAccepted: solutionTimeSchema.optional(),
  /** The solution expected to be too slow that came nearest to being fast enough. A time at the limit was cut off there. */
  fastestTooSlow: solutionTimeSchema.optional(),
  /** By the package's multipliers; absent without an accepted solution. */
  suggestedMs: z.int().optional(),
});

export type TimeLimitAdvice = z.infer<typeof timeLimitAdviceSchema>;

export const verificationStageSchema = z.enum(['Queued', 'Running', 'Completed', 'Failed']);

export type VerificationStage = z.infer<typeof verificationStageSchema>;

export const verificationSchema = z.strictObject({
  id: z.uuid(),
  problemId: problemIdSchema,
  stage: verificationStageSchema,
  /** Whether the problem's package is still the one that was verified. */
  isCurrent: z.boolean(),
  /** Solutions that are done, and all. */
  finishedCount: z.int(),
  totalCount: z.int(),
  /** Names of the tests: the columns of the matrix. */
  tests: z.array(z.string()),
  rows: z.array(verificationRowSchema),
  /** From the first step on; what it suggests, when it is Completed. */
  timeLimit: timeLimitAdviceSchema.optional(),
  /** Why it Failed. */
  message: z.string().optional(),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  finishedAt: z.string().optional(),
});

export type Verification = z.infer<typeof verificationSchema>;

/** Who asks is told of the progress over the WebSocket. */
const watcherSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@:-]{0,127}$/, 'a user id');

export const verifyRequestSchema = z.strictObject({ userId: watcherSchema.optional() });

export const verifyResponseSchema = z.strictObject({ verificationId: z.uuid() });

export const rejudgeRequestSchema = z
  .strictObject({
    /** All finished submissions to this problem, custom tests left out. */
    problemId: problemIdSchema.optional(),
    submissionId: z.uuid().optional(),
    submissionIds: z.array(z.uuid()).min(1).max(MAX_REJUDGED_IDS).optional(),
    userId: watcherSchema.optional(),
  })
  .refine(
    ({ problemId, submissionId, submissionIds }) =>
      [problemId, submissionId, submissionIds].filter((given) => given !== undefined).length === 1,
    { message: 'must be the one of problemId, submissionId and submissionIds that is given', path: ['problemId'] },
  );

export type RejudgeRequest = z.infer<typeof rejudgeRequestSchema>;

export const rejudgeResponseSchema = z.strictObject({ rejudgingId: z.uuid(), submissionCount: z.int() });

export const rejudgingStageSchema = z.enum(['Queued', 'Running', 'Judged', 'Applied', 'Discarded', 'Failed']);

export type RejudgingStage = z.infer<typeof rejudgingStageSchema>;

/** A verdict as a diff shows it. */
const shortVerdictSchema = z.strictObject({
  status: verdictSchema,
  score: z.number().optional(),
  passedCount: z.int(),
  testCount: z.int(),
  maxCpuTimeMs: z.int(),
});

export const rejudgedSubmissionSchema = z.strictObject({
  submissionId: z.uuid(),
  problemId: problemIdSchema,
  userId: z.string(),
  language: z.string(),
  old: shortVerdictSchema,
  new: shortVerdictSchema,
});

export type RejudgedSubmission = z.infer<typeof rejudgedSubmissionSchema>;

export const rejudgingSchema = z.strictObject({
  id: z.uuid(),
  stage: rejudgingStageSchema,
  /** Where a whole problem is judged again. */
  problemId: problemIdSchema.optional(),
  finishedCount: z.int(),
  totalCount: z.int(),
  /** How many of those finished have another verdict or score than before. */
  changedCount: z.int(),
  /** How many could not be judged (a fault of ours, told in `message`); they keep what they have. */
  failedCount: z.int(),
  /** How many went from which verdict to which, unchanged ones included; the most frequent first. */
  transitions: z.array(z.strictObject({ from: verdictSchema, to: verdictSchema, count: z.int() })),
  /** Those with another verdict or score, oldest submission first; at most 1000. */
  changes: z.array(rejudgedSubmissionSchema),
  message: z.string().optional(),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  finishedAt: z.string().optional(),
});

export type Rejudging = z.infer<typeof rejudgingSchema>;
