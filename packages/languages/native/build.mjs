/**
 * Builds the folder that boxes with an interpreter started ahead see as /start, when its sources have changed, and prints
 * its path: the library of start.h, and the scripts beside it.
 *
 * The folder's name carries a hash of the sources and of this script; it is made under another name and renamed, so that
 * two builds at once can't disturb each other. Older ones stay: another process may use them still.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const SOURCES = [
  'start.h',
  'start.c',
  'start_descriptors.c',
  'start_node.c',
  'start_threads.c',
  'python.h',
  'start_python.c',
  'python_end.c',
];
const SCRIPTS = ['start_node.cjs', 'start_node_habits.js', 'start_python.py', 'rehearsal.py'];
const FLAGS = [
  '-std=c17',
  '-O2',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-fPIC',
  '-shared',
  '-fvisibility=hidden',
  '-Wl,-z,now',
];

function hashOfSources() {
  const hash = createHash('sha256');
  for (const name of [...SOURCES, ...SCRIPTS, 'build.mjs']) {
    hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** @returns the absolute path of an up-to-date folder; throws when there is no working C compiler */
function buildStarters() {
  const target = join(folder, 'build', hashOfSources());
  if (existsSync(target)) return target;
  const fresh = `${target}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    const sources = SOURCES.filter((name) => name.endsWith('.c'));
    execFileSync('cc', [...FLAGS, ...sources, '-o', join(fresh, 'start.so'), '-ldl'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    for (const name of SCRIPTS) copyFileSync(join(folder, name), join(fresh, name));
    for (const name of ['start.so', ...SCRIPTS]) chmodSync(join(fresh, name), 0o644);
    chmodSync(fresh, 0o755);
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

try {
  console.log(buildStarters());
} catch (error) {
  console.error(String(error.stderr ?? '').trim() || error.message);
  process.exitCode = 1;
}
