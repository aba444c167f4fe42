/**
 * The HTTP API's requests and responses. Server and web share these schemas;
 * the OpenAPI document is made from them. Unknown fields are refused by name.
 * What authors ask is in authoring.ts.
 */
import { z } from 'zod';
import { claimCountsSchema, clientClaimSchema, clientResultSchema } from './client-claim.js';
import { languageIdSchema, languageSchema } from './language.js';
import { problemDetailSchema, problemIdSchema, problemSummarySchema } from './problem.js';
import { layerSchema, violationSchema } from './run.js';
import { forecastStatusSchema, speculationStatusSchema, warmingStatusSchema } from './speculation.js';
import {
  alternativeSchema,
  compileResultSchema,
  diagnosticSchema,
  strategySchema,
  submissionSummarySchema,
  testResultSchema,
} from './submission.js';
import { verdictSchema } from './verdict.js';

export * from './authoring.js';

/** Largest source text, in bytes of UTF-8. */
export const MAX_CODE_BYTES = 256 * 1024;
/** Largest custom input, in bytes of UTF-8. */
export const MAX_INPUT_BYTES = 1024 * 1024;
/** Most custom tests in one request. */
export const MAX_CUSTOM_TESTS = 20;

/** Bytes of `text` in UTF-8, without building them. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) as number;
    bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** A lone surrogate is the only way a JavaScript string fails to be Unicode text. */
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

export const codeSchema = z
  .string()
  .refine((code) => code.trim() !== '', 'is empty: write a program first')
  .refine((code) => !code.includes('\0'), 'has a NUL byte: send the source as plain text')
  .refine((code) => !LONE_SURROGATE.test(code), 'is not valid Unicode: save the source as UTF-8')
  .refine((code) => utf8Length(code) <= MAX_CODE_BYTES, {
    message: `is longer than ${MAX_CODE_BYTES} bytes (256 KiB): shorten the program`,
    params: { code: 'too_large' },
  });

/** Opaque to us; letters, digits and . _ @ : - so that it is safe in logs, URLs and file names. */
export const userIdSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._@:-]{0,127}$/,
    'must be 1 to 128 of letters, digits and . _ @ : - and start with a letter or digit',
  );

const inputSchema = z.string().refine((input) => utf8Length(input) <= MAX_INPUT_BYTES, {
  message: `is longer than ${MAX_INPUT_BYTES} bytes (1 MiB): shorten the input`,
  params: { code: 'too_large' },
});

/** What the caller's own machine can run, e.g. `["javascript", "pyodide"]`; without it the client tier is never chosen. */
const clientSchema = z.strictObject({
  runtimes: z.array(z.string().max(64)).max(32),
  /** What it found on the public tests: a failure is final, a success waits for the server. See client-claim.ts. */
  samples: clientClaimSchema.optional(),
});

export const submitRequestSchema = z.strictObject({
  code: codeSchema,
  language: languageIdSchema,
  problemId: problemIdSchema,
  userId: userIdSchema,
  /** Judge on the samples only; the result does not count as a solution. */
  isCustomTest: z.boolean().optional(),
  client: clientSchema.optional(),
});

export type SubmitRequest = z.infer<typeof submitRequestSchema>;

export const submitResponseSchema = z.strictObject({
  submissionId: z.uuid(),
  strategy: strategySchema,
  reasons: z.array(z.string()),
  /** The two other tiers, and what spoke against each. */
  alternatives: z.array(alternativeSchema),
  /** Present where the browser's own result was taken; otherwise the reasons say why it was not. */
  client: clientResultSchema.optional(),
});

export type SubmitResponse = z.infer<typeof submitResponseSchema>;

/** A program that may be submitted soon, for the server to compile ahead. */
export const draftRequestSchema = z.strictObject({
  code: codeSchema,
  language: languageIdSchema,
  problemId: problemIdSchema,
  userId: userIdSchema,
});

export type DraftRequest = z.infer<typeof draftRequestSchema>;

export const draftResponseSchema = z.strictObject({
  /** `queued`: it is compiled when there is time. `ready`: a submission would find it compiled. `declined`: it will not be. */
  state: z.enum(['queued', 'ready', 'declined']),
  /** Why it was declined, as a sentence. */
  reason: z.string().optional(),
});

export type DraftResponse = z.infer<typeof draftResponseSchema>;

/** One test of a `POST /api/test`. With `expected` the problem's checker decides; without, the program just runs. */
export const customTestSchema = z.strictObject({
  name: z.string().max(100).optional(),
  input: inputSchema,
  expected: inputSchema.optional(),
});

export type CustomTest = z.infer<typeof customTestSchema>;

export const testRequestSchema = z.strictObject({
  code: codeSchema,
  language: languageIdSchema,
  input: inputSchema.default(''),
  /** Takes the limits and the checker of this problem. */
  problemId: problemIdSchema.optional(),
  /** Several tests with one compilation; `input` is then ignored. */
  tests: z.array(customTestSchema).min(1).max(MAX_CUSTOM_TESTS).optional(),
});

export type TestRequest = z.infer<typeof testRequestSchema>;

/** How one run ended, in the words of the contract. */
export const runStatusSchema = z.enum([
  'OK',
  'Runtime Error',
  'Time Limit Exceeded',
  'Memory Limit Exceeded',
  'Output Limit Exceeded',
  'Compilation Error',
  'Security Violation',
  'Internal Error',
]);

export type RunStatus = z.infer<typeof runStatusSchema>;

export const testResponseSchema = z.strictObject({
  /** Whether it compiled and every run ended with status OK. */
  success: z.boolean(),
  status: runStatusSchema,
  /** Standard output of the (first) run, clipped to 1 MiB. */
  output: z.string(),
  /** CPU time of the (first) run, in ms. */
  executionTime: z.int(),
  wallTimeMs: z.int(),
  memoryBytes: z.int(),
  stderr: z.string(),
  stdoutTruncated: z.boolean(),
  exitCode: z.int().nullable(),
  signal: z.string().nullable(),
  compile: compileResultSchema.nullable(),
  diagnostics: z.array(diagnosticSchema),
  violations: z.array(violationSchema),
  layers: z.array(layerSchema),
  /** One entry a test, in the request's order, when `tests` was given. A run without `expected` that ended well is Accepted. */
  tests: z.array(testResultSchema),
});

export type TestResponse = z.infer<typeof testResponseSchema>;

export const problemListSchema = z.strictObject({ problems: z.array(problemSummarySchema) });
export const problemResponseSchema = problemDetailSchema;
export const languageListSchema = z.strictObject({ languages: z.array(languageSchema) });
export const submissionListSchema = z.strictObject({ submissions: z.array(submissionSummarySchema) });

export const healthSchema = z.strictObject({
  ok: z.boolean(),
  database: z.boolean(),
  queue: z.boolean(),
  workers: z.int(),
});

export type Health = z.infer<typeof healthSchema>;

/** The seed's system status; also sent over the WebSocket. */
export const systemStatusSchema = z.strictObject({
  queueDepth: z.int(),
  activeWorkers: z.int(),
  /** Mean time from taking a submission to its verdict over the last 100, in ms; 0 before the first. */
  avgExecutionTime: z.number(),
  runningCount: z.int(),
  laneCount: z.int(),
  uptimeMs: z.int(),
  /** What the answering server has done ahead; in `GET /api/status` only. */
  speculation: speculationStatusSchema.optional(),
  warming: warmingStatusSchema.optional(),
  forecast: forecastStatusSchema.optional(),
  /** What browsers said of public tests; in `GET /api/status` only. */
  claims: claimCountsSchema.optional(),
});

export type SystemStatus = z.infer<typeof systemStatusSchema>;

/** For clients that show verdict names in filters. */
export const verdictListSchema = z.array(verdictSchema);
