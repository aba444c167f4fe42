/**
 * System packages: what the machine must have that npm can't bring.
 *
 * On a Debian-like system, as root, what is missing is installed with apt after a
 * line that says what and why. Anyone else is shown the exact command, and the
 * rest goes on with what works: `letscode doctor` names what is then missing.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say, step } from './steps.mjs';

/** `has` looks for what the package brings, so that other sources of it (rustup, a JDK in /opt) count too. */
const FOR_START = [
  { name: 'gcc', why: 'builds the sandbox, compiles C', has: () => hasCommand('gcc') },
  { name: 'libc6-dev', why: 'headers for C programs', has: () => existsSync('/usr/include/stdio.h') },
  { name: 'libseccomp-dev', why: 'system call filter of the sandbox', has: () => existsSync('/usr/include/seccomp.h') },
  { name: 'g++', why: 'compiles C++', has: () => hasCommand('g++') },
  { name: 'python3', why: 'runs Python', has: () => existsSync('/usr/bin/python3') || hasCommand('python3') },
  { name: 'rustc', why: 'compiles Rust', has: () => hasCommand('rustc') },
  { name: 'default-jdk-headless', why: 'compiles and runs Java', has: () => hasCommand('javac') },
];

/**
 * Languages beyond those of a start that are tested wherever the tests run: together 90 MB to load, 700 MB on disk, of
 * which Go has two thirds. The others are tested where they are (languages.mjs tells): GHC, OCaml and Kotlin alone would
 * add 1.6 GB.
 */
const LANGUAGES_FOR_TESTS = [
  { name: 'golang-go', why: 'compiles Go', has: () => hasCommand('go') },
  { name: 'mono-runtime', why: 'runs C#', has: () => hasCommand('mono') },
  { name: 'mono-mcs', why: 'compiles C#', has: () => existsSync('/usr/lib/mono/4.5/mcs.exe') },
  {
    name: 'libmono-system-core4.0-cil',
    why: 'library of C#',
    has: () => existsSync('/usr/lib/mono/4.5/System.Core.dll'),
  },
  {
    name: 'libmono-system-numerics4.0-cil',
    why: 'library of C#',
    has: () => existsSync('/usr/lib/mono/4.5/System.Numerics.dll'),
  },
  { name: 'ruby', why: 'runs Ruby', has: () => hasCommand('ruby') },
  { name: 'php-cli', why: 'runs PHP', has: () => hasCommand('php') },
  { name: 'lua5.4', why: 'runs Lua', has: () => hasCommand('lua5.4') },
  { name: 'perl', why: 'runs Perl', has: () => existsSync('/usr/share/perl') || hasCommand('perl') },
  { name: 'fp-compiler', why: 'compiles Pascal', has: () => hasCommand('fpc') },
  { name: 'pypy3', why: 'runs Python on PyPy', has: () => hasCommand('pypy3') },
  { name: 'gawk', why: 'runs AWK', has: () => hasCommand('gawk') },
  { name: 'nasm', why: 'assembles', has: () => hasCommand('nasm') },
];

const FOR_TESTS = [
  { name: 'chromium', why: 'end-to-end tests', has: () => hasCommand('chromium') },
  {
    name: 'fonts-liberation',
    why: 'text in screenshots',
    has: () => existsSync('/usr/share/fonts/truetype/liberation'),
  },
  { name: 'qemu-system-x86', why: 'a host with cgroup v2 only', has: () => hasCommand('qemu-system-x86_64') },
  { name: 'busybox-static', why: 'first file system of that host', has: () => existsSync('/bin/busybox') },
  { name: 'xz-utils', why: 'unpacks its kernel', has: () => hasCommand('xz') },
  {
    name: 'docker.io',
    why: 'tests of the Docker backend',
    has: () => hasCommand('dockerd') || existsSync('/usr/sbin/dockerd'),
  },
  { name: 'procps', why: 'tests that end processes', has: () => hasCommand('ps') },
  { name: 'redis-server', why: 'tests of the queue on Redis', has: () => hasCommand('redis-server') },
];

function hasCommand(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * What compiles C and C++ for the browser: 56 MB to load, 290 MB on disk. Rust's would add 55 and 260, so that a start does
 * without it. Where the system has no such packages, these languages run on the server only.
 */
const FOR_BROWSERS = [
  { name: 'clang-22', has: () => existsSync('/usr/lib/llvm-22/bin/clang') },
  { name: 'lld-22', has: () => existsSync('/usr/lib/llvm-22/bin/wasm-ld') },
  { name: 'libc++-22-dev-wasm32', has: () => existsSync('/usr/lib/wasm32-wasi/libc++.a') },
  { name: 'libclang-rt-22-dev-wasm32', has: () => existsSync('/usr/lib/llvm-22/lib/clang/22/lib/wasi') },
  { name: 'wasi-libc', has: () => existsSync('/usr/lib/wasm32-wasi/libc.a') },
];
const RUST_FOR_BROWSERS = { name: 'libstd-rust-dev-wasm32', has: () => existsSync('/usr/lib/rustlib/wasm32-wasi/lib') };

/**
 * Installs what is missing, or says how to.
 *
 * @param {string} root
 * @param {{forTests: boolean}} options
 */
export async function ensureSystemPackages(root, { forTests }) {
  await ensureNeeded(root, forTests);
  await ensureForBrowsers(root, forTests);
}

/** Apart from the others: a system that does not have one of these must not go without the rest. */
async function ensureForBrowsers(root, forTests) {
  const wanted = forTests ? [...FOR_BROWSERS, RUST_FOR_BROWSERS] : FOR_BROWSERS;
  const names = wanted.filter((pkg) => !pkg.has()).map(({ name }) => name);
  if (names.length === 0 || process.getuid?.() !== 0 || !hasCommand('apt-get')) return;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...names];
  const look = ['apt-get', 'install', '--dry-run', '--no-install-recommends', ...names];
  // The list of packages is as fresh as the needed ones left it: a later start must not ask the network each time.
  const { ok: isOffered } = await step('Looking for what compiles for the browser', look, { cwd: root, env });
  if (!isOffered) {
    say(`This system has not all of ${names.join(', ')}: C, C++ and Rust run on the server only`);
    return;
  }
  await step(`Installing ${names.join(', ')}`, install, { cwd: root, env });
}

async function ensureNeeded(root, forTests) {
  const wanted = forTests ? [...FOR_START, ...FOR_TESTS, ...LANGUAGES_FOR_TESTS] : FOR_START;
  const missing = wanted.filter((pkg) => !pkg.has());
  if (missing.length === 0) return;
  const names = missing.map((pkg) => pkg.name);
  const command = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  for (const pkg of missing) say(`missing: ${pkg.name} (${pkg.why})`);
  if (process.getuid?.() !== 0 || !hasCommand('apt-get')) {
    say(`Please run: sudo ${command}`);
    say('Going on with what works; `npx letscode doctor` tells what does not.');
    return;
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await step('Refreshing the list of system packages', ['apt-get', 'update'], { cwd: root, env });
  const { ok, output } = await step(`Installing ${names.join(', ')}`, command.split(' '), { cwd: root, env });
  if (!ok) {
    say(output.trim().split('\n').slice(-5).join('\n  '));
    say('Going on with what works; `npx letscode doctor` tells what does not.');
  }
  if (!forTests) say('Further languages are yours to install: `npx letscode doctor` tells which, and how.');
}
