/**
 * Builds the launcher of the containers when its sources have changed, and prints its path.
 *
 *   node packages/sandbox/src/docker/launcher/build.mjs
 *
 * Static, so that it runs in an image that holds a language and nothing else. It shares the compiling of profiles and the
 * frames with the native helper. Like native/build.mjs, the output's name carries a hash of all sources.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const native = join(folder, '../../../native');
const buildFolder = join(native, 'build');
const REMEDY = 'apt-get install gcc libc6-dev libseccomp-dev';
const FLAGS = ['-std=c17', '-O2', '-Wall', '-Wextra', '-Werror', '-Wno-format-truncation', '-D_GNU_SOURCE', '-static'];
const SHARED = ['belts.c', 'execute.c', 'filter.c', 'frames.c', 'profile.c'];

function sourceFiles() {
  const own = readdirSync(folder).filter((name) => name.endsWith('.c'));
  return [...own.sort().map((name) => join(folder, name)), ...SHARED.map((name) => join(native, name))];
}

function headers() {
  const all = readdirSync(native).filter((name) => name.endsWith('.h'));
  return [join(folder, 'launcher.h'), ...all.sort().map((name) => join(native, name))];
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const path of [...sourceFiles(), ...headers(), join(folder, 'build.mjs')])
    hash.update(path).update('\0').update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

/** @returns the absolute path of an up-to-date launcher; throws an Error that names the remedy */
function buildLauncher() {
  const target = join(buildFolder, `letscode-launcher-${hashOfSources()}`);
  if (existsSync(target)) return target;
  mkdirSync(buildFolder, { recursive: true });
  const fresh = `${target}.${process.pid}`;
  try {
    execFileSync('cc', [...FLAGS, `-I${native}`, ...sourceFiles(), '-lseccomp', '-o', fresh], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    rmSync(fresh, { force: true });
    const output = String(error.stderr ?? '').trim();
    throw new Error(`The launcher for containers did not compile. It needs: ${REMEDY}\n${output || error.message}`, {
      cause: error,
    });
  }
  renameSync(fresh, target);
  for (const name of readdirSync(buildFolder)) {
    const old = join(buildFolder, name);
    if (/^letscode-launcher-[0-9a-f]{16}$/.test(name) && old !== target) rmSync(old, { force: true });
  }
  return target;
}

try {
  console.log(buildLauncher());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
