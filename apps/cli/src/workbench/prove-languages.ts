/** Proves every toolchain for the doctor: with the sandbox when it stands, else by presence alone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '@letscode/core';
import { createProver } from '@letscode/judge';
import { loadLanguages, probeLanguages } from '@letscode/languages';
import { openSandboxAsSet } from '@letscode/sandbox';
import type { CommandContext } from '../context.js';
import { searchPathOf } from './open-workbench.js';

/** @param isolated whether all layers stand; without them nothing is run and no language counts as working */
export async function proveLanguages(context: CommandContext, isolated: boolean): Promise<Language[]> {
  const options = { searchPath: searchPathOf(context) };
  if (!isolated) return untriedLanguages(options);
  const sandbox = await openSandboxAsSet(context.settings, 1);
  const scratchFolder = await mkdtemp(join(tmpdir(), 'letscode-'));
  try {
    const prove = createProver({ runner: sandbox, scratchFolder });
    return (await probeLanguages(loadLanguages(), prove, options)).languages;
  } finally {
    await sandbox.close();
    await rm(scratchFolder, { recursive: true, force: true });
  }
}

/** Toolchains by presence alone; none counts as working. */
async function untriedLanguages(options: { searchPath: string[] }): Promise<Language[]> {
  const reason = 'nothing is run while an isolation layer is missing';
  const { languages } = await probeLanguages(loadLanguages(), async () => ({ ok: false, reason }), options);
  return languages.map((language) =>
    language.remedy?.includes(reason)
      ? { ...language, remedy: 'Mend the isolation layers first; then it is tried.' }
      : language,
  );
}
