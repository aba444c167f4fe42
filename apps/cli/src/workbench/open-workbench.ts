/**
 * A workbench: sandbox, toolchains and judge for one command, without database,
 * queue or server. Everything it makes lives in one scratch folder and is gone
 * after `close()`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { LetscodeError } from '@letscode/core';
import { createJudge, type Judge, prepareToolchain } from '@letscode/judge';
import { type LanguageDefinition, type LanguageResolution, loadLanguages, resolveLanguage } from '@letscode/languages';
import { openSandboxAsSet, type Sandbox } from '@letscode/sandbox';
import type { CommandContext } from '../context.js';

export interface Workbench {
  readonly sandbox: Sandbox;
  readonly judge: Judge;
  /** Languages whose toolchain was found. */
  readonly languages: readonly LanguageDefinition[];
  /**
   * Makes, once for a toolchain and kept in the user's cache folder, what shortens its starts; `languages` and the
   * judge then have it. Takes seconds the first time; what can't be made is not missed.
   *
   * @param startsAhead also have interpreters started ahead: for many runs, not for one
   */
  prepare(languageIds: Iterable<string>, startsAhead?: boolean): Promise<void>;
  /** The rest, with the reason and the remedy. */
  readonly missing: readonly Extract<LanguageResolution, { ok: false }>[];
  readonly laneCount: number;
  readonly scratchFolder: string;
  close(): Promise<void>;
}

/**
 * @param laneCount programs run side by side; the setting's or the cores' number when absent
 * @throws LetscodeError `isolation_missing` when a layer cannot be had
 */
export async function openWorkbench(context: CommandContext, laneCount?: number): Promise<Workbench> {
  const lanes = laneCount ?? context.settings.laneCount ?? availableParallelism();
  const sandbox = await openSandboxAsSet(context.settings, lanes);
  const scratchFolder = await mkdtemp(join(tmpdir(), 'letscode-'));
  const close = async () => {
    await sandbox.close();
    await rm(scratchFolder, { recursive: true, force: true });
  };
  try {
    const resolutions = await resolveAll(context);
    const languages = resolutions.flatMap((resolution) => (resolution.ok ? [resolution.definition] : []));
    const missing = resolutions.flatMap((resolution) => (resolution.ok ? [] : [resolution]));
    const judge = createJudge({ runner: sandbox, languages, scratchFolder, laneCount: lanes });
    const prepare = (ids: Iterable<string>, startsAhead = false) =>
      prepareLanguages(context, { runner: sandbox, startsAhead }, languages, new Set(ids));
    return { sandbox, judge, languages, prepare, missing, laneCount: lanes, scratchFolder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function prepareLanguages(
  context: CommandContext,
  how: { runner: Sandbox; startsAhead: boolean },
  languages: LanguageDefinition[],
  wanted: ReadonlySet<string>,
): Promise<void> {
  const cacheFolder = join(userCacheFolder(context), 'toolchains');
  for (const [index, given] of languages.entries()) {
    if (!wanted.has(given.id)) continue;
    const options = { ...how, cacheFolder, now: Date.now, signal: context.signal };
    languages[index] = (await prepareToolchain(given, options)).language;
  }
}

/** By the XDG base directory specification; a relative XDG_CACHE_HOME is to be ignored. */
function userCacheFolder({ env }: CommandContext): string {
  const named = env.XDG_CACHE_HOME;
  return join(named?.startsWith('/') ? named : join(env.HOME || homedir(), '.cache'), 'letscode');
}

export function searchPathOf(context: CommandContext): string[] {
  return (context.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
}

async function resolveAll(context: CommandContext): Promise<LanguageResolution[]> {
  const searchPath = searchPathOf(context);
  return Promise.all(loadLanguages().map((definition) => resolveLanguage(definition, { searchPath })));
}

/**
 * @throws LetscodeError `language_not_found`, or `language_unavailable` with the remedy
 */
export function requireLanguage(workbench: Workbench, id: string): LanguageDefinition {
  const found = workbench.languages.find((language) => language.id === id);
  if (found) return found;
  const missing = workbench.missing.find(({ definition }) => definition.id === id);
  if (missing) {
    throw new LetscodeError('language_unavailable', `${id}: ${missing.reason}. To mend it: ${missing.remedy}`);
  }
  const known = [...workbench.languages, ...workbench.missing.map(({ definition }) => definition)].map(({ id }) => id);
  throw new LetscodeError('language_not_found', `There is no language "${id}". Known are ${known.sort().join(', ')}.`);
}
