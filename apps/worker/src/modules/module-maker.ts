/**
 * Programs compiled for browsers: by which toolchains, and where the modules go.
 *
 *     id = SHA-256 over toolchain's fingerprint, language and source; a module that is known by it is not made again
 *
 * Toolchains are found and prepared one after the other beside the first jobs; until then, and where there is none, a
 * program of the language runs on the server only.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LetscodeError, type ModuleRequest, type ModuleResponse } from '@letscode/core';
import {
  compileModule,
  type ModuleToolchain,
  type ModuleToolchainOptions,
  openModuleToolchain,
  type RunsPrograms,
} from '@letscode/judge';
import type { LanguageDefinition } from '@letscode/languages';
import type { Store } from '@letscode/store';
import type { Logger } from 'pino';

const compress = promisify(gzip);

export interface ModuleMakerParts {
  store: Pick<Store, 'modules'>;
  /** Compiles; equal compilations are done once. */
  runner: RunsPrograms;
  scratchFolder: string;
  log: Logger;
}

export class ModuleMaker {
  readonly #parts: ModuleMakerParts;
  readonly #toolchains = new Map<string, ModuleToolchain>();

  constructor(parts: ModuleMakerParts) {
    this.#parts = parts;
  }

  /** Ids of the languages that can be compiled for browsers by now. */
  get languageIds(): string[] {
    return [...this.#toolchains.keys()];
  }

  /** @param definitions as loaded, of languages that work here; those without anything for browsers are passed over */
  async openAll(definitions: readonly LanguageDefinition[], options: ModuleToolchainOptions): Promise<void> {
    const { log } = this.#parts;
    for (const definition of definitions) {
      if (options.signal?.aborted) return;
      try {
        const opened = await openModuleToolchain(definition, options);
        if (opened?.ok) this.#toolchains.set(definition.id, opened.toolchain);
        else if (opened) log.info({ language: definition.id, ...opened }, 'not compiled for browsers');
      } catch (error) {
        if (!options.signal?.aborted) throw error;
      }
    }
  }

  /** @throws LetscodeError `language_unavailable` */
  async make({ language, code }: ModuleRequest, signal: AbortSignal): Promise<ModuleResponse> {
    const { store, log } = this.#parts;
    const toolchain = this.#toolchains.get(language);
    if (!toolchain) {
      throw new LetscodeError('language_unavailable', `${language} is not compiled for browsers here`);
    }
    const moduleId = moduleIdOf(toolchain, language, code);
    if (await store.modules.has(moduleId)) return { ok: true, moduleId, output: '', cached: true };
    const { result, bytes } = await compileModule(this.#parts, toolchain.language, code, signal);
    const { ok, output, cached } = result;
    if (!bytes) return { ok, output, cached };
    await store.modules.put(moduleId, await compress(bytes));
    log.debug({ language, moduleId, byteCount: bytes.length, cached }, 'compiled for browsers');
    return { ok, moduleId, output, cached };
  }
}

function moduleIdOf({ fingerprint }: ModuleToolchain, language: string, code: string): string {
  return createHash('sha256').update(`${fingerprint}\n${language}\n`).update(code).digest('hex');
}
