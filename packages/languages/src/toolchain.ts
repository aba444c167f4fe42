/**
 * Finds the programs of a toolchain on the host by their real paths.
 *
 * Version managers put scripts (pyenv, asdf) or one multi-call program (rustup)
 * on PATH; neither works in a sandbox that holds only the toolchain. So where a
 * definition knows how to ask for the home folder, whatever stands on PATH is
 * asked, and the program is taken from that home; elsewhere a script is passed
 * over. Only the operator's toolchains are run here, never a user's code.
 */
import { execFile } from 'node:child_process';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import type { ProgramDefinition } from './contract.js';

const runFile = promisify(execFile);

/** How long a toolchain may take to print its version or home, in ms. */
const ASK_TIMEOUT_MS = 20_000;

/** A home that is the whole system is never given to a sandbox as it is. */
const SYSTEM_HOMES = new Set(['/', '/usr', '/usr/local']);

/** Where the loader looks by itself; definitions name these folders. */
const SYSTEM_LIBRARY = /^\/(?:usr\/)?lib(?:32|64)?\//;

/** What tells the loader of libraries elsewhere. */
const LOADER_CACHE = '/etc/ld.so.cache';

const TRIPLETS: Partial<Record<NodeJS.Architecture, string>> = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

export interface FoundProgram {
  /** As it is called: the path that was found, links not followed. */
  path: string;
  realPath: string;
  /** What the sandbox's root needs for {name.home}: the home itself, or chosen files where it is the whole system. */
  homePaths: string[];
  /** Shared libraries that it loads from elsewhere than the system's folders or its home, e.g. /usr/local/lib. */
  libraryPaths: string[];
}

/** Debian's name for this machine's architecture in library paths. */
export function systemTriplet(): string {
  return TRIPLETS[process.arch] ?? `${process.arch}-linux-gnu`;
}

/** The first lines that `argv` prints, or undefined when it fails or prints nothing. */
export async function askProgram(argv: string[]): Promise<string | undefined> {
  try {
    const [file, ...args] = argv as [string, ...string[]];
    const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', HOME: homedir(), ...managerSettings(file) };
    // Not here, where a file of the folder (.python-version) could choose another version than everywhere else.
    const options = { timeout: ASK_TIMEOUT_MS, env, maxBuffer: 1024 * 1024, cwd: '/' };
    const { stdout, stderr } = await runFile(file, args, options);
    return (stdout.trim() || stderr.trim()).split('\n')[0] || undefined;
  } catch {
    return undefined;
  }
}

/**
 * What a version manager is told by its user's shell, from where its program stands: `<root>/shims/python3` of pyenv,
 * `<root>/bin/rustc` of rustup, whose toolchains lie beside that root under `rustup` or `.rustup`. So it works too for a
 * service that runs as somebody else.
 */
function managerSettings(program: string): Record<string, string> {
  const root = dirname(dirname(program));
  if (basename(dirname(program)) === 'shims') return { PYENV_ROOT: root, ASDF_DATA_DIR: root };
  if (!/^\.?cargo$/.test(basename(root))) return {};
  const toolchains = ['.rustup', 'rustup'].map((name) => join(dirname(root), name)).find((path) => existsSync(path));
  return toolchains === undefined ? {} : { CARGO_HOME: root, RUSTUP_HOME: toolchains };
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
    if (!isExecutable(path) || (isScript(path) && !definition.askHome && !definition.homeHolds)) continue;
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
    if (isAbsolute(name)) return [name];
    return searchPath.filter(isAbsolute).flatMap((folder) => [join(folder, name), ...versionsBehind(folder, name)]);
  });
}

/** What pyenv has installed and nobody has chosen: behind `<root>/shims` the newest of `<root>/versions` first. */
function versionsBehind(folder: string, name: string): string[] {
  const versions = join(dirname(folder), 'versions');
  if (basename(folder) !== 'shims' || !existsSync(versions)) return [];
  const newestFirst = readdirSync(versions).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return newestFirst.map((version) => join(versions, version, 'bin', name));
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

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isScript(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(2);
    readSync(file, start, 0, 2, 0);
    return start.toString('latin1') === '#!';
  } finally {
    closeSync(file);
  }
}

async function withHome(path: string, definition: ProgramDefinition): Promise<FoundProgram | undefined> {
  const realPath = realpathSync(path);
  if (definition.homeAbove) {
    let home = realPath;
    for (let level = 0; level < definition.homeAbove; level++) home = dirname(home);
    if (SYSTEM_HOMES.has(home)) return undefined;
    if (definition.homeHolds && !existsSync(join(home, definition.homeHolds))) return undefined;
    return withLibraries({ path: realPath, realPath, homePaths: [home] });
  }
  if (!definition.askHome) return withLibraries({ path, realPath, homePaths: [] });
  const home = await askProgram([path, ...definition.askHome]);
  if (!home || !isAbsolute(home)) return undefined;
  const own = join(home, definition.inHome ?? '');
  if (!isExecutable(own) || isScript(own)) return undefined;
  const ownReal = realpathSync(own);
  const homePaths = SYSTEM_HOMES.has(home) ? systemFiles(definition, home, ownReal) : [home];
  return withLibraries({ path: own, realPath: ownReal, homePaths });
}

/** Definitions write them for /usr; what was installed to /usr/local has the same below that. */
function systemFiles(definition: ProgramDefinition, home: string, realPath: string): string[] {
  const prefix = home === '/usr/local' ? '/usr/local/' : '/usr/';
  return (definition.systemFiles ?? []).map((file) =>
    file.startsWith('{real}') ? file.replace('{real}', realPath) : file.replace(/^\/usr\//, prefix),
  );
}

async function withLibraries(found: Omit<FoundProgram, 'libraryPaths'>): Promise<FoundProgram> {
  const isGiven = (path: string) =>
    SYSTEM_LIBRARY.test(path) || found.homePaths.some((home) => path.startsWith(`${home}/`));
  const libraries = (await loadedLibraries(found.realPath)).filter((path) => !isGiven(path));
  return { ...found, libraryPaths: libraries.length > 0 ? [...libraries, LOADER_CACHE] : [] };
}

/** As the loader says itself; none for a program that is linked statically. */
async function loadedLibraries(program: string): Promise<string[]> {
  try {
    const { stdout } = await runFile('ldd', [program], { timeout: ASK_TIMEOUT_MS, env: { PATH: '/usr/bin:/bin' } });
    return [...stdout.matchAll(/=> (\/\S+) \(0x/g)].map((match) => normalize(match[1] as string));
  } catch {
    return [];
  }
}
