/** Problems as learners see them. Secret tests never appear in these types. */
import { z } from 'zod';

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

export const problemDetailSchema = problemSummarySchema.extend({
  /** Markdown with TeX between dollars, as the author wrote it: untrusted, to be sanitised where it is shown. */
  statement: z.string(),
  statementLanguage: z.string(),
  samples: z.array(sampleSchema),
  testCount: z.int(),
  limits: z.strictObject({ cpuTimeMs: z.int(), memoryBytes: z.int(), outputBytes: z.int() }),
  author: z.string().optional(),
  source: z.string().optional(),
  license: z.string().optional(),
});

export type ProblemDetail = z.infer<typeof problemDetailSchema>;
