/** From a language to the toolchain that compiles it for the browser: found, prepared and proven, or why there is none. */
import { type LanguageDefinition, resolveLanguage } from '@letscode/languages';
import { createModuleProver } from './compile-module.js';
import { type PreparationOptions, prepareToolchain } from './prepare-toolchain.js';

export interface ModuleToolchain {
  /** For `compileModule`. */
  language: LanguageDefinition;
  /** Changes whenever the modules may. */
  fingerprint: string;
  /** The toolchain's first version line. */
  version: string;
}

export type ModuleToolchainResult =
  | { ok: true; toolchain: ModuleToolchain }
  | { ok: false; reason: string; remedy: string };

export interface ModuleToolchainOptions extends Pick<PreparationOptions, 'runner' | 'cacheFolder' | 'now' | 'signal'> {
  /** Absolute; made when absent. */
  scratchFolder: string;
  /** Where toolchains are looked for: the folders of PATH. */
  searchPath: readonly string[];
}

/**
 * @param definition as loaded
 * @returns undefined for a language that is never compiled for the browser
 * @throws only the signal's reason
 */
export async function openModuleToolchain(
  definition: LanguageDefinition,
  options: ModuleToolchainOptions,
): Promise<ModuleToolchainResult | undefined> {
  const { wasm } = definition;
  if (!wasm) return undefined;
  const found = await resolveLanguage(wasm, { searchPath: options.searchPath });
  const missing = (reason: string) => ({ ok: false as const, reason, remedy: wasm.remedy });
  if (!found.ok) return missing(found.reason);
  const prove = createModuleProver(options);
  const { language, reason } = await prepareToolchain(found.definition, { ...options, prove });
  // Without what is prepared C and C++ lack parts of their libraries.
  if (reason !== undefined) return missing(reason);
  if (!language.prepare) {
    const proof = await prove(language);
    options.signal?.throwIfAborted();
    if (!proof.ok) return missing(proof.reason);
  }
  const { fingerprint, version } = found;
  return { ok: true, toolchain: { language, fingerprint, version } };
}
