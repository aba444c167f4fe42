/**
 * Builds the sandbox helper when its sources have changed, and prints its path.
 *
 * Plain JavaScript without dependencies: it runs before anything is installed.
 *   node packages/sandbox/native/build.mjs               the helper of a judge
 *   node packages/sandbox/native/build.mjs --recording   the helper of the recorder, which lets calls pass (recording.c)
 * The output's name carries a hash of the sources and of this script, so a stale
 * helper is never taken for a fresh one, and two builds at once can't disturb
 * each other: each compiles to its own file and renames it into place.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const buildFolder = join(folder, 'build');
const REMEDY = 'apt-get install gcc libc6-dev libseccomp-dev';
const FLAGS = [
  '-std=c17',
  '-O2',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-Wno-format-truncation',
  '-Wno-missing-field-initializers',
];

function sourceFiles() {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.c') || name.endsWith('.h'))
    .sort();
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const name of [...sourceFiles(), 'build.mjs'])
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

/** @returns the absolute path of an up-to-date helper; throws an Error that names the remedy */
export function buildHelper({ recording = false } = {}) {
  const prefix = recording ? 'letscode-recorder-' : 'letscode-box-';
  const flags = recording ? [...FLAGS, '-DLETSCODE_RECORDING'] : FLAGS;
  const target = join(buildFolder, `${prefix}${hashOfSources()}`);
  if (existsSync(target)) return target;
  mkdirSync(buildFolder, { recursive: true });
  const fresh = `${target}.${process.pid}`;
  const sources = sourceFiles().filter((name) => name.endsWith('.c'));
  const compile = (...more) =>
    execFileSync('cc', [...flags, ...more, ...sources, '-lseccomp', '-o', fresh], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  try {
    // Each init copies the helper's memory map: a static one is half as large. Not every system has static libraries.
    compile('-static');
  } catch {
    try {
      compile();
    } catch (error) {
      rmSync(fresh, { force: true });
      throw new Error(explain(error), { cause: error });
    }
  }
  renameSync(fresh, target);
  for (const name of readdirSync(buildFolder)) {
    const old = join(buildFolder, name);
    if (name.startsWith(prefix) && /-[0-9a-f]{16}$/.test(name) && old !== target) rmSync(old, { force: true });
  }
  return target;
}

function explain(error) {
  const output = String(error.stderr ?? '').trim();
  if (error.code === 'ENOENT') return `The sandbox helper needs a C compiler, and cc was not found. Run: ${REMEDY}`;
  if (/\.h: No such file|-lseccomp/.test(output))
    return `The sandbox helper needs headers that are missing. Run: ${REMEDY}\n${output}`;
  return `The sandbox helper did not compile.\n${output}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(buildHelper({ recording: process.argv.includes('--recording') }));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
