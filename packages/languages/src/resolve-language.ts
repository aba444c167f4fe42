/**
 * From a definition as written to one that the judge can use: programs found,
 * placeholders of the host replaced, root patterns expanded to existing paths.
 *
 * A toolchain that is missing is a result with a remedy, never an error.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CommandDefinition, LanguageDefinition, PreparationDefinition } from './contract.js';
import { askProgram, type FoundProgram, findProgram, systemTriplet } from './toolchain.js';

/** Where programs are looked for when the caller names no search path. */
const SYSTEM_PATH = ['/usr/local/bin', '/usr/bin', '/bin'];

export type LanguageResolution =
  | {
      ok: true;
      /** All commands hold real paths; only the judge's placeholders are left. */
      definition: LanguageDefinition;
      /** The toolchain's first version line. */
      version: string;
      /** Changes whenever a program of the toolchain, its version or the definition does. */
      fingerprint: string;
    }
  | { ok: false; definition: LanguageDefinition; reason: string; remedy: string };

/**
 * @param options.searchPath absolute folders, first wins: the parts of PATH, read by the caller
 */
export async function resolveLanguage(
  definition: LanguageDefinition,
  options: { searchPath?: readonly string[] } = {},
): Promise<LanguageResolution> {
  const missing = (reason: string): LanguageResolution => ({
    ok: false,
    definition,
    reason,
    remedy: definition.remedy,
  });
  const programs = new Map<string, FoundProgram>();
  for (const [name, program] of Object.entries(definition.programs ?? {})) {
    const found = await findProgram(program, options.searchPath ?? SYSTEM_PATH, programs);
    if (!found)
      return missing(
        `${program.names.filter((text) => !text.startsWith('{'))[0] ?? program.npm ?? name} is not installed`,
      );
    programs.set(name, found);
  }
  const absent: string[] = [];
  const resolved: LanguageDefinition = {
    ...definition,
    version: definition.version.map((text) => fill(text, programs)),
    run: resolveCommand(definition.run, programs, absent),
  };
  if (definition.compile) {
    resolved.compile = { ...definition.compile, ...resolveCommand(definition.compile, programs, absent) };
  }
  if (definition.prepare) resolved.prepare = resolvePreparation(definition.prepare, programs);
  if (absent.length > 0) return missing(`${absent.join(', ')} is not there`);
  const asked = await askProgram(resolved.version);
  if (!asked) return missing(`${resolved.version.join(' ')} does not work`);
  const version = definition.versionPrefix ? `${definition.versionPrefix} ${asked}` : asked;
  const fingerprint = fingerprintOf(resolved, programs, version);
  if (resolved.prepare) resolved.prepare.fingerprint = fingerprint;
  return { ok: true, definition: resolved, version, fingerprint };
}

/** What a step needs and isn't there fails the step, not the language: a preparation is never needed. */
function resolvePreparation(
  preparation: PreparationDefinition,
  programs: ReadonlyMap<string, FoundProgram>,
): PreparationDefinition {
  return {
    inputs: preparation.inputs.flatMap((pattern) => expand(fill(pattern, programs))),
    steps: preparation.steps.map((step) => ({ ...step, ...resolveCommand(step, programs, []) })),
  };
}

function fill(text: string, programs: ReadonlyMap<string, FoundProgram>): string {
  return text
    .replaceAll('{triplet}', systemTriplet())
    .replace(/\{(\w+)\}/g, (whole, name: string) => programs.get(name)?.path ?? whole)
    .replace(/\{(\w+)\.home\}/g, (whole, name: string) => programs.get(name)?.homePaths[0] ?? whole);
}

function resolveCommand(
  command: CommandDefinition,
  programs: ReadonlyMap<string, FoundProgram>,
  absent: string[],
): CommandDefinition {
  const root = new Set<string>();
  for (const pattern of command.root) {
    const optional = pattern.endsWith('?');
    const home = /^\{(\w+)\.home\}$/.exec(pattern)?.[1];
    const patterns = home
      ? (programs.get(home)?.homePaths ?? [])
      : [fill(optional ? pattern.slice(0, -1) : pattern, programs)];
    const name = /^\{(\w+)(?:\.home)?\}$/.exec(pattern)?.[1] ?? '';
    for (const path of programs.get(name)?.libraryPaths ?? []) root.add(path);
    for (const each of patterns) {
      const paths = expand(each.replace(/\?$/, ''));
      if (paths.length === 0 && !optional && !each.endsWith('?')) absent.push(each);
      for (const path of paths) root.add(path);
    }
  }
  return {
    ...command,
    argv: command.argv.map((text) => fill(text, programs)),
    env: Object.fromEntries(Object.entries(command.env).map(([name, text]) => [name, fill(text, programs)])),
    root: [...root],
    support: command.support.map((support) => ({ ...support, hostPath: fill(support.hostPath, programs) })),
  };
}

/** The existing paths that a pattern means; `*` may stand in the last part only. */
function expand(pattern: string): string[] {
  if (!basename(pattern).includes('*')) return existsSync(pattern) ? [pattern] : [];
  const folder = dirname(pattern);
  const matcher = new RegExp(
    `^${basename(pattern)
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')}$`,
  );
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => matcher.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function fingerprintOf(
  definition: LanguageDefinition,
  programs: ReadonlyMap<string, FoundProgram>,
  version: string,
): string {
  const hash = createHash('sha256').update(JSON.stringify(definition)).update(version);
  const commands = [definition.compile, definition.run, ...(definition.prepare?.steps ?? [])];
  const files = [
    ...[...programs.values()].map((program) => program.realPath),
    ...commands.flatMap((command) => command?.support ?? []).map((file) => file.hostPath),
    ...(definition.prepare?.inputs ?? []),
  ];
  for (const file of files) {
    const stat = statSync(realpathSync(file));
    hash.update(`${file} ${stat.size} ${stat.mtimeMs}\n`);
  }
  return hash.digest('hex');
}
