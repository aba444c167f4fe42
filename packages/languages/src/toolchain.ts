/**
 * Finds the programs of a toolchain on the host by their real paths.
 *
 * Version managers put scripts (pyenv) or one multi-call program (rustup) on
 * PATH; neither works in a sandbox that holds only the toolchain. So a script
 * is passed over, and a program may be asked for its home folder, from which it
 * is then taken. Only the operator's toolchains are run here, never a user's code.
 */
import { execFile } from 'node:child_process';
import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import type { ProgramDefinition } from './contract.js';

const runFile = promisify(execFile);

/** How long a toolchain may take to print its version or home, in ms. */
const ASK_TIMEOUT_MS = 20_000;

/** A home that is the whole system is never given to a sandbox as it is. */
const SYSTEM_HOMES = new Set(['/', '/usr', '/usr/local']);

const TRIPLETS: Partial<Record<NodeJS.Architecture, string>> = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

export interface FoundProgram {
  /** As it is called: the path that was found, links not followed. */
  path: string;
  realPath: string;
  /** What the sandbox's root needs for {name.home}: the home itself, or chosen files where it is the whole system. */
  homePaths: string[];
}

/** Debian's name for this machine's architecture in library paths. */
export function systemTriplet(): string {
  return TRIPLETS[process.arch] ?? `${process.arch}-linux-gnu`;
}

/** The first lines that `argv` prints, or undefined when it fails or prints nothing. */
export async function askProgram(argv: string[]): Promise<string | undefined> {
  try {
    const [file, ...args] = argv as [string, ...string[]];
    const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', HOME: homedir() };
    const { stdout, stderr } = await runFile(file, args, { timeout: ASK_TIMEOUT_MS, env, maxBuffer: 1024 * 1024 });
    return (stdout.trim() || stderr.trim()).split('\n')[0] || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds one program.
 *
 * @param others programs found before it, by name (for `besides`)
 * @returns undefined when no candidate is there, or none can say its home
 */
export async function findProgram(
  definition: ProgramDefinition,
  searchPath: readonly string[],
  others: ReadonlyMap<string, FoundProgram>,
): Promise<FoundProgram | undefined> {
  for (const path of candidatePaths(definition, searchPath, others)) {
    if (!isProgram(path)) continue;
    const found = await withHome(path, definition);
    if (found) return found;
  }
  return undefined;
}

function candidatePaths(
  definition: ProgramDefinition,
  searchPath: readonly string[],
  others: ReadonlyMap<string, FoundProgram>,
): string[] {
  if (definition.npm) {
    const file = npmFile(definition.npm);
    return file ? [file] : [];
  }
  if (definition.besides) {
    const other = others.get(definition.besides);
    return other ? definition.names.map((name) => join(dirname(other.realPath), name)) : [];
  }
  return definition.names.flatMap((name) => {
    if (name === '{thisNode}') return [process.execPath];
    return isAbsolute(name) ? [name] : searchPath.filter(isAbsolute).map((folder) => join(folder, name));
  });
}

/** The path of `package:path`, looked up as the package itself would. */
function npmFile(text: string): string | undefined {
  const [name, path] = text.replace('{platform}', process.platform).replace('{arch}', process.arch).split(':');
  try {
    const ownPackage = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return createRequire(ownPackage).resolve(path as string);
  } catch {
    return undefined;
  }
}

/** An executable regular file that is no script: version managers' shims are scripts. */
function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    if (!statSync(path).isFile()) return false;
    const file = openSync(path, 'r');
    try {
      const start = Buffer.alloc(2);
      readSync(file, start, 0, 2, 0);
      return start.toString('latin1') !== '#!';
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

async function withHome(path: string, definition: ProgramDefinition): Promise<FoundProgram | undefined> {
  const realPath = realpathSync(path);
  if (definition.homeAbove) {
    let home = realPath;
    for (let level = 0; level < definition.homeAbove; level++) home = dirname(home);
    if (SYSTEM_HOMES.has(home)) return undefined;
    return { path: realPath, realPath, homePaths: [home] };
  }
  if (!definition.askHome) return { path, realPath, homePaths: [] };
  const home = await askProgram([path, ...definition.askHome]);
  if (!home || !isAbsolute(home)) return undefined;
  const own = join(home, definition.inHome ?? '');
  if (!isProgram(own)) return undefined;
  const ownReal = realpathSync(own);
  const system = (definition.systemFiles ?? []).map((file) => file.replace('{real}', ownReal));
  return { path: own, realPath: ownReal, homePaths: SYSTEM_HOMES.has(home) ? system : [home] };
}
