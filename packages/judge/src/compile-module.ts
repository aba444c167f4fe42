/**
 * From a program's source to a WebAssembly module for the browser: the same path as every compilation, in the sandbox,
 * by the definition's `wasm`. A module is a file to us. Nothing on this side ever runs one.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompileResult } from '@letscode/core';
import type { LanguageDefinition, ProveLanguage } from '@letscode/languages';
import { type CompiledProgram, compileProgram } from './compile-program.js';
import type { RunsPrograms } from './contract.js';
import { guardFiles } from './faults.js';
import { withJobFolder } from './scratch.js';

/** What the definitions call their result. */
const MODULE_FILE = 'program';
/** `\0asm`, version 1. */
const MODULE_START = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
/** A small program has 0.3 MB; more than this would take a browser too long. */
const MAX_MODULE_BYTES = 8 * 1024 * 1024;

export interface ModuleParts {
  runner: RunsPrograms;
  /** Absolute; made when absent. */
  scratchFolder: string;
}

export interface CompiledModule {
  /** A module that is too large is one that did not compile. */
  result: CompileResult;
  /** There when `result.ok`. */
  bytes?: Buffer;
}

/**
 * @param language resolved and prepared: what `LanguageDefinition.wasm` was made into
 * @throws LetscodeError for faults of ours; a program that doesn't compile is a result
 */
export async function compileModule(
  { runner, scratchFolder }: ModuleParts,
  language: LanguageDefinition,
  code: string,
  signal?: AbortSignal,
): Promise<CompiledModule> {
  return withJobFolder(scratchFolder, async (hostFolder) => {
    const sources = [{ name: `main.${language.extension}`, content: code }];
    const program = await compileProgram({ runner, language, sources, hostFolder, signal });
    const result = resultOf(program);
    if (!result.ok) return { result };
    const bytes = await guardFiles('reading a module', () => moduleIn(program.hostArtifactPath));
    if (bytes === undefined) return { result: { ...result, ok: false, output: 'The compiler left no module.' } };
    if (bytes.length > MAX_MODULE_BYTES) {
      const output = `The module has more than ${MAX_MODULE_BYTES / 1024 / 1024} MiB.`;
      return { result: { ...result, ok: false, output } };
    }
    return { result, bytes };
  });
}

/** For `prepareToolchain` and for languages without a preparation: that a module comes out is all that is asked. */
export function createModuleProver(parts: ModuleParts): ProveLanguage {
  return async (definition) => {
    try {
      const { result } = await compileModule(parts, definition, definition.proof.code);
      return result.ok ? { ok: true } : { ok: false, reason: `its proof does not compile: ${result.output.trim()}` };
    } catch (error) {
      return { ok: false, reason: error instanceof Error ? error.message : String(error) };
    }
  };
}

function resultOf({ result, language }: CompiledProgram): CompileResult {
  if (!result) throw new Error(`${language.id} has no compiler`);
  return result;
}

async function moduleIn(hostArtifactPath: string): Promise<Buffer | undefined> {
  const bytes = await readFile(join(hostArtifactPath, MODULE_FILE)).catch(() => undefined);
  return bytes?.subarray(0, MODULE_START.length).equals(MODULE_START) ? bytes : undefined;
}
