/** Problems as learners see them. Secret tests never appear in these types. */
import { z } from 'zod';
import { comparisonSchema } from './comparison.js';

/** A problem's public name: the package's folder name. */
export const problemIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'a problem id such as "sum-of-two"');

export const difficultySchema = z.enum(['easy', 'medium', 'hard']);

export type Difficulty = z.infer<typeof difficultySchema>;

export const problemSummarySchema = z.strictObject({
  id: problemIdSchema,
  title: z.string(),
  difficulty: difficultySchema.optional(),
  tags: z.array(z.string()),
  /** Distinct users that submitted, and that solved it. */
  triedCount: z.int(),
  solvedCount: z.int(),
  /** How the user named in the request stands; absent when no user was named. */
  userStatus: z.enum(['solved', 'tried', 'new']).optional(),
});

export type ProblemSummary = z.infer<typeof problemSummarySchema>;

export const sampleSchema = z.strictObject({ name: z.string(), input: z.string(), output: z.string() });

export type Sample = z.infer<typeof sampleSchema>;

/** An example conversation of an interactive or multi-pass problem. */
export const sampleInteractionSchema = z.strictObject({
  name: z.string(),
  turns: z.array(z.strictObject({ from: z.enum(['program', 'interactor']), text: z.string() })),
});

/** What a problem is beside one run and one comparison for each test. */
export const problemKindSchema = z.strictObject({
  scored: z.boolean(),
  interactive: z.boolean(),
  multiPass: z.boolean(),
});

export type ProblemKind = z.infer<typeof problemKindSchema>;

export const problemDetailSchema = problemSummarySchema.extend({
  /**
   * Markdown with TeX between dollars, as the author wrote it: untrusted, to be sanitised where it is shown.
   * Links and images without a scheme or leading slash are below `/api/problems/:id/files/`.
   */
  statement: z.string(),
  statementLanguage: z.string(),
  /** All languages in which there is a statement, with the title in each: `?language=` chooses. */
  statementLanguages: z.array(z.strictObject({ language: z.string(), title: z.string() })).optional(),
  samples: z.array(sampleSchema),
  testCount: z.int(),
  limits: z.strictObject({ cpuTimeMs: z.int(), memoryBytes: z.int(), outputBytes: z.int() }),
  author: z.string().optional(),
  source: z.string().optional(),
  license: z.string().optional(),
  /** Absent: none of them. */
  kind: problemKindSchema.optional(),
  /** Only of a scored problem, and where the package bounds it. */
  maxScore: z.number().optional(),
  /** Only of a scored problem: the groups below the whole that users see, in the order of their tests. */
  groups: z.array(z.strictObject({ name: z.string(), testCount: z.int(), maxScore: z.number().optional() })).optional(),
  sampleInteractions: z.array(sampleInteractionSchema).optional(),
  /** Files to download, below `/api/problems/:id/files/`. */
  attachments: z.array(z.strictObject({ name: z.string(), byteCount: z.int() })).optional(),
  /** How outputs are compared; only where the default checker does it. Absent: the server alone can judge. */
  comparison: comparisonSchema.optional(),
  /** Language ids that submissions may be in; absent when all may. */
  languages: z.array(z.string()).optional(),
});

export type ProblemDetail = z.infer<typeof problemDetailSchema>;
