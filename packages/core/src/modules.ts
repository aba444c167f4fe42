/**
 * Programs compiled for the browser: what is asked of `POST /api/modules` and answered. The module itself is a file,
 * `GET /api/modules/{moduleId}`, for as long as MODULE_TTL_MS.
 */
import { z } from 'zod';
import { codeSchema } from './api.js';
import { languageIdSchema } from './language.js';
import { compileResultSchema } from './submission.js';

/** How long a compiled module can be had; whoever comes later asks for it anew. */
export const MODULE_TTL_MS = 3_600_000;

export const moduleRequestSchema = z.strictObject({ code: codeSchema, language: languageIdSchema });

export type ModuleRequest = z.infer<typeof moduleRequestSchema>;

/** SHA-256 over toolchain, language and source, in hexadecimal. */
export const moduleIdSchema = z.string().regex(/^[0-9a-f]{64}$/, 'the id of a module');

export const moduleResponseSchema = z.strictObject({
  /** False when it does not compile, for the browser or for the judge. They have different compilers: see `compile`. */
  ok: z.boolean(),
  moduleId: moduleIdSchema.optional(),
  /** What the compiler printed. */
  output: z.string(),
  /** Whether it was compiled earlier. */
  cached: z.boolean(),
  /** There when the judge's compiler refuses the program: what a submission is told. Else only the browser's refuses it. */
  compile: compileResultSchema.optional(),
});

export type ModuleResponse = z.infer<typeof moduleResponseSchema>;
