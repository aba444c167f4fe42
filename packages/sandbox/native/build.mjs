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

/** What is preloaded into an interpreter from which boxes are forked (fork.c): the parts that build a box from inside. */
const FORK_ONLY = ['fork.c', 'rehearsal.c'];
const FORK_SOURCES = [...FORK_ONLY, 'inside.c', 'program.c', 'execute.c', 'belts.c', 'clock.c'];

/** Compiles into a file of its own, then renames it into place. */
function compile(target, variants) {
  const fresh = `${target}.${process.pid}`;
  let problem;
  for (const args of variants) {
    try {
      execFileSync('cc', [...FLAGS, ...args, '-o', fresh], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
      return renameSync(fresh, target);
    } catch (error) {
      problem = error;
    }
  }
  rmSync(fresh, { force: true });
  throw new Error(explain(problem), { cause: problem });
}

/** @returns the absolute path of an up-to-date helper; throws an Error that names the remedy */
export function buildHelper({ recording = false } = {}) {
  const hash = hashOfSources();
  const target = join(buildFolder, `${recording ? 'letscode-recorder-' : 'letscode-box-'}${hash}`);
  const library = join(buildFolder, `letscode-fork-${hash}.so`);
  if (existsSync(target) && existsSync(library)) return target;
  mkdirSync(buildFolder, { recursive: true });
  compile(library, [['-fPIC', '-shared', '-fvisibility=hidden', ...FORK_SOURCES]]);
  const sources = sourceFiles().filter((name) => name.endsWith('.c') && !FORK_ONLY.includes(name));
  const args = [...(recording ? ['-DLETSCODE_RECORDING'] : []), ...sources, '-lseccomp'];
  // Each init copies the helper's memory map: a static one is half as large. Not every system has static libraries.
  compile(target, [['-static', ...args], args]);
  for (const name of readdirSync(buildFolder)) {
    const [, ofHash] = /^letscode-(?:box|recorder|fork)-([0-9a-f]{16})(?:\.so)?$/.exec(name) ?? [];
    if (ofHash !== undefined && ofHash !== hash) rmSync(join(buildFolder, name), { force: true });
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
