/** Tries for the doctor what compiles programs for browsers; what was made for it at a start of the server is used. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openModuleToolchain } from '@letscode/judge';
import { loadLanguages } from '@letscode/languages';
import { openSandboxAsSet } from '@letscode/sandbox';
import type { CommandContext } from '../context.js';
import { searchPathOf } from './open-workbench.js';

export interface ModuleCheck {
  /** Of the language. */
  id: string;
  ok: boolean;
  version?: string;
  remedy?: string;
}

/** @param isolated whether all layers stand; without them nothing is compiled */
export async function proveModules(context: CommandContext, isolated: boolean): Promise<ModuleCheck[]> {
  const languages = loadLanguages().filter(({ wasm }) => wasm !== undefined);
  if (!isolated) {
    const remedy = 'Mend the isolation layers first; then it is tried.';
    return languages.map(({ id }) => ({ id, ok: false, remedy }));
  }
  const runner = await openSandboxAsSet(context.settings, 1);
  const scratchFolder = await mkdtemp(join(tmpdir(), 'letscode-'));
  const cacheFolder = resolve(context.settings.dataFolder, 'cache', 'toolchains');
  const options = { runner, cacheFolder, scratchFolder, searchPath: searchPathOf(context), now: Date.now };
  try {
    const checks: ModuleCheck[] = [];
    for (const language of languages) {
      const opened = await openModuleToolchain(language, options);
      if (opened?.ok) checks.push({ id: language.id, ok: true, version: opened.toolchain.version });
      else if (opened) checks.push({ id: language.id, ok: false, remedy: `${opened.reason}: ${opened.remedy}` });
    }
    return checks;
  } finally {
    await runner.close();
    await rm(scratchFolder, { recursive: true, force: true });
  }
}
