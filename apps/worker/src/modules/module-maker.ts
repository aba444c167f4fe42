/**
 * Programs compiled for browsers: by which toolchains, and where the modules go.
 *
 *     id = SHA-256 over toolchain's fingerprint, language and source; a module that is known by it is not made again
 *
 * The judge has other compilers, which refuse some of what these take: a missing #include, for one. So each program is
 * compiled for the judge too, beside, and there is a module only of what both take. A submission then finds its artifact.
 *
 * Toolchains are found and prepared one after the other beside the first jobs; until then, and where there is none, a
 * program of the language runs on the server only.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type CompileResult, LetscodeError, type ModuleRequest, type ModuleResponse } from '@letscode/core';
import {
  type CompiledModule,
  compileModule,
  type Judge,
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
  /** Compiles as for a submission, and keeps what comes of it. */
  judge: Pick<Judge, 'compileAhead'>;
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
    const made = await this.#compileTwice(toolchain, { language, code }, signal);
    if ('compile' in made) {
      const { compile } = made;
      return { ok: false, output: compile.output, cached: compile.cached, compile };
    }
    const { bytes } = made;
    const { ok, output, cached } = made.result;
    if (!bytes) return { ok, output, cached };
    await store.modules.put(moduleId, await compress(bytes));
    log.debug({ language, moduleId, byteCount: bytes.length, cached }, 'compiled for browsers');
    return { ok, moduleId, output, cached };
  }

  /** For the browser and for the judge at the same time; when the judge's compiler refuses it, the other one is stopped. */
  async #compileTwice(
    toolchain: ModuleToolchain,
    { language, code }: ModuleRequest,
    signal: AbortSignal,
  ): Promise<{ compile: CompileResult } | CompiledModule> {
    const judgeRefuses = new AbortController();
    const stop = AbortSignal.any([signal, judgeRefuses.signal]);
    const [compile, module] = await Promise.allSettled([
      this.#parts.judge.compileAhead({ language, code }, undefined, signal).then((result) => {
        if (result?.ok === false) judgeRefuses.abort();
        return result;
      }),
      compileModule(this.#parts, toolchain.language, code, stop),
    ]);
    if (compile.status === 'rejected') throw compile.reason;
    if (compile.value?.ok === false) return { compile: compile.value };
    if (module.status === 'rejected') throw module.reason;
    return module.value;
  }
}

function moduleIdOf({ fingerprint }: ModuleToolchain, language: string, code: string): string {
  return createHash('sha256').update(`${fingerprint}\n${language}\n`).update(code).digest('hex');
}
