/** The format of definitions/*.yaml. What each field means is said in contract.ts; unknown fields are refused. */
import { languageIdSchema } from '@letscode/core';
import { z } from 'zod';

const MIB = 1024 * 1024;

const programSchema = z.strictObject({
  names: z.array(z.string().min(1)).default([]),
  npm: z
    .string()
    .regex(/^[^:]+:[^:]+$/, 'must look like "package:path"')
    .optional(),
  homeAbove: z.int().min(1).max(4).optional(),
  homeHolds: z.string().optional(),
  askHome: z.array(z.string()).optional(),
  inHome: z.string().optional(),
  besides: z.string().optional(),
  systemFiles: z.array(z.string()).optional(),
});

const commandSchema = z.strictObject({
  argv: z.array(z.string()).min(1),
  env: z.record(z.string(), z.string()).default({}),
  profile: z.string().min(1),
  root: z.array(z.string().regex(/^[/{]/, 'must be an absolute path or begin with a placeholder')),
  support: z.array(z.string()).default([]),
  ahead: z
    .strictObject({
      options: z.array(z.string()).default([]),
      env: z.record(z.string(), z.string()).default({}),
      how: z.enum(['started', 'forked']).default('started'),
    })
    .optional(),
  limits: z
    .strictObject({
      timeFactor: z.number().min(0.1).max(100).default(1),
      extraMemoryMiB: z.int().min(0).default(0),
      processCount: z.int().min(1).optional(),
    })
    .default({ timeFactor: 1, extraMemoryMiB: 0 })
    .transform(({ extraMemoryMiB, ...limits }) => ({ ...limits, extraMemoryBytes: extraMemoryMiB * MIB })),
});

const patternSchema = z.string().refine((text) => {
  try {
    return new RegExp(text, 'mu').source !== '';
  } catch {
    return false;
  }
}, 'is no regular expression');

const compileSchema = commandSchema.extend({
  leaves: z.enum(['files', 'sources']).default('files'),
  places: z.array(patternSchema).default([]),
  noise: z.array(patternSchema).default([]),
});

const extensionSchema = z.string().regex(/^[A-Za-z0-9+]+$/, 'is written without the dot');

const preparationSchema = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        like: z.enum(['compile', 'run']),
        into: z
          .string()
          .regex(/^[\w+-]+$/, 'must be the name of one folder')
          .optional(),
        argv: z.array(z.string()).min(1),
        support: z.array(z.string()).default([]),
      }),
    )
    .min(1),
  inputs: z.array(z.string().startsWith('/')).default([]),
});

const wasmSchema = z.strictObject({
  programs: z.record(z.string().regex(/^[A-Za-z0-9]+$/), programSchema),
  compile: compileSchema,
  prepare: preparationSchema.optional(),
  version: z.array(z.string()).min(1),
  /** A program that needs all that the toolchain must bring; it is compiled, never run. */
  proof: z.string(),
  remedy: z.string().min(1),
});

export const definitionSchema = z.strictObject({
  id: languageIdSchema,
  name: z.string().min(1),
  extension: extensionSchema,
  otherExtensions: z.array(extensionSchema).default([]),
  claims: z.array(z.strictObject({ extension: extensionSchema, pattern: patternSchema })).default([]),
  variantOf: languageIdSchema.optional(),
  fasterThan: languageIdSchema.optional(),
  aliases: z.array(z.string().min(1)).default([]),
  editorMode: z.string().min(1),
  template: z.string().min(1),
  naming: z.enum(['java', 'kotlin', 'scala']).optional(),
  mainPattern: patternSchema.optional(),
  programs: z.record(z.string().regex(/^[A-Za-z0-9]+$/), programSchema),
  compile: compileSchema.optional(),
  run: commandSchema,
  prepare: preparationSchema.optional(),
  version: z.array(z.string()).min(1),
  versionPrefix: z.string().optional(),
  proof: z.strictObject({ code: z.string(), input: z.string(), output: z.string().startsWith('ok') }),
  remedy: z.string().min(1),
  memorySigns: z.array(z.string().min(1)).optional(),
  wasm: wasmSchema.optional(),
});
