/**
 * Scoring: how the tests of a scored problem become points.
 *
 * The tests of a package lie in a tree of groups, named by their path below
 * data/: `''` is the whole, then `sample`, `secret`, `secret/group1`, … A group's
 * children are the tests and groups directly in it, in the order of their names.
 * Each child has a verdict and a score; the group's rules make one of each out of
 * them, from the leaves to the whole. The formats' own words (grader_flags,
 * score_aggregation, …) end where a package is read; here they are one set of rules.
 *
 * Pure: no I/O, no clock. Safe to import in a browser.
 */
import { z } from 'zod';
import { verdictSchema } from './verdict.js';

/**
 * Which verdict a group has.
 *   first-error     that of its first child that is not Accepted
 *   worst-error     the gravest of its children's
 *   always-accept   Accepted whatever happens
 *   any-accepted    Accepted when one child is, else that of the first child
 */
export const groupVerdictRuleSchema = z.enum(['first-error', 'worst-error', 'always-accept', 'any-accepted']);

/**
 * Which score a group has, of its children's scores.
 *   sum, min, max, average
 *   pass-fail   `maxScore` when the group's verdict is Accepted, else 0
 */
export const groupScoreRuleSchema = z.enum(['sum', 'min', 'max', 'average', 'pass-fail']);

export const testGroupSchema = z.strictObject({
  /** Path below data/; `''` is the whole. */
  name: z.string(),
  verdictRule: groupVerdictRuleSchema,
  scoreRule: groupScoreRuleSchema,
  /** Score of a test directly in the group that is Accepted, unless its validator gave one. */
  acceptScore: z.number(),
  /** Score of a test directly in the group that is not. */
  rejectScore: z.number(),
  /** Bounds of the group's score; absent where the package gives none. */
  minScore: z.number().optional(),
  maxScore: z.number().optional(),
  /** Whether the rest of the group is skipped after its first child that is not Accepted. */
  stopsAtReject: z.boolean(),
  /** Only for `''`: the samples count for nothing. */
  ignoresSamples: z.boolean(),
  /** Groups that must be Accepted for this one to be judged; else it is Skipped with score 0. */
  requires: z.array(z.string()),
  /** Arguments of the package's own grader, when it decides instead of the rules above. */
  customGraderArgs: z.array(z.string()).optional(),
});

export type TestGroup = z.infer<typeof testGroupSchema>;

/** How a group fared, as users see it. */
export const groupResultSchema = z.strictObject({
  name: z.string(),
  verdict: verdictSchema,
  score: z.number(),
  maxScore: z.number().optional(),
  passedCount: z.int(),
  testCount: z.int(),
});

export type GroupResult = z.infer<typeof groupResultSchema>;
