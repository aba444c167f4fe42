/** How a hostile program is made and started, by the extension of its file; what it is given besides, by its header. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { COMPILE_LIMITS, type RunReport, type RunSpec } from '@letscode/core';
import { expect } from 'vitest';
import type { Box } from './box-fixture.js';
import type { Canaries } from './hostile-canaries.js';
import { elfFile } from './hostile-elf.js';
import { type HostileProgram, limitsOf, pairs, words } from './hostile-program.js';

export interface HostileOutcome {
  report: RunReport;
  stdout: string;
  stderr: string;
  /** Paths below the folder of what was collected, sorted. */
  collected: string[];
  hostCollectPath: string;
}

/** Names of a file in the folder of programs, seen as /box. */
function put(box: Box, program: HostileProgram): string {
  const name = basename(program.name);
  const place = join(box.folder, 'programs', name);
  if (program.extension === 'c') {
    const made = name.replace(/\.c$/, '');
    if (!existsSync(join(box.folder, 'programs', made)))
      box.compile(program.path, made, words(program.header('Flags')));
    return `/box/${made}`;
  }
  if (program.extension === 'elf') writeFileSync(place, elfFile(program.text), { mode: 0o755 });
  else copyFileSync(program.path, place);
  return `/box/${name}`;
}

const INTERPRETERS: Record<string, { program: string; profile: string }> = {
  py: { program: '/usr/bin/python3', profile: 'python' },
  js: { program: realpathSync(process.execPath), profile: 'javascript' },
};

function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** @param more arguments instead of those in the header */
export async function runHostile(
  box: Box,
  canaries: Canaries,
  program: HostileProgram,
  more?: string,
): Promise<HostileOutcome> {
  const self = put(box, program);
  const interpreter = INTERPRETERS[program.extension];
  const values = { ...canaries.places, self };
  const given = words(more ?? program.header('Arguments')).map((word) => fill(word, values));
  const start = program.header('Start');
  const argv = start
    ? words(fill(start, values))
    : interpreter
      ? [interpreter.program, self, ...given]
      : [self, ...given];
  const environment = program.header('Environment');
  const folder = dirname(dirname(INTERPRETERS.js?.program ?? '/usr/bin/node'));
  return observe(box, canaries, program, argv, {
    profile: program.header('Profile') ?? interpreter?.profile ?? 'default',
    phase: program.header('Phase') === 'compile' ? 'compile' : 'run',
    ...(environment === undefined ? {} : { env: pairs(fill(environment, values)) }),
    ...(program.extension === 'js' && folder !== '/usr' ? { root: [...box.spec(['/']).root, folder] } : {}),
    limits: limitsOf(program),
  });
}

/** Stdin and what is collected; nothing of a canary may come out, and the input must stay as it was. */
async function observe(
  box: Box,
  canaries: Canaries,
  program: HostileProgram,
  argv: string[],
  more: Parameters<Box['spec']>[1],
): Promise<HostileOutcome> {
  const input = program.header('Stdin');
  const hostStdinPath = input === undefined ? undefined : box.file('stdin', input);
  const hostCollectPath = box.path('collected');
  mkdirSync(hostCollectPath);
  const wanted = program.header('Collected') !== undefined || program.name.startsWith('compiler/');
  const collect: RunSpec['collect'] = {
    hostPath: hostCollectPath,
    boxPath: '/work',
    maxBytes: 64 << 20,
    maxFiles: 100,
  };
  const outcome = await box.run(argv, {
    ...more,
    ...(hostStdinPath === undefined ? {} : { hostStdinPath }),
    ...(wanted ? { collect } : {}),
  });
  const collected = readdirSync(hostCollectPath, { recursive: true, withFileTypes: true });
  for (const text of [outcome.stdout, outcome.stderr, ...collected.filter((entry) => entry.isFile()).map(contentOf)])
    expect(text.includes(canaries.secret), 'the secret was seen').toBe(false);
  if (hostStdinPath !== undefined) expect(readFileSync(hostStdinPath, 'utf8')).toBe(input);
  const names = collected.map((entry) => join(entry.parentPath, entry.name).slice(hostCollectPath.length + 1)).sort();
  return { ...outcome, collected: names, hostCollectPath };
}

function contentOf(entry: { parentPath: string; name: string }): string {
  return readFileSync(join(entry.parentPath, entry.name), 'latin1');
}

interface Compiler {
  /** What must be there, or the case is skipped. */
  program: string;
  profile: string;
  argv(source: string): string[];
  root: string[];
}

function askedFor(command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

const GNU_ROOT = ['/usr/include', '/usr/libexec'].filter((path) => existsSync(path));

function gnu(program: string, language: string, standard: string): Compiler {
  return {
    program,
    profile: language === 'c' ? 'c' : 'cpp',
    argv: (source) => [
      program,
      '-x',
      language,
      `-std=${standard}`,
      '-O2',
      '-Wall',
      '-static',
      '-pipe',
      '-o',
      '/work/program',
      source,
    ],
    root: GNU_ROOT,
  };
}

/** As the languages' own definitions start them. */
export const COMPILERS: Record<string, () => Compiler> = {
  c: () => gnu('/usr/bin/gcc', 'c', 'gnu17'),
  cpp: () => gnu('/usr/bin/g++', 'c++', 'gnu++20'),
  rs: () => {
    const home = askedFor('rustc', '--print', 'sysroot');
    const program = join(home, 'bin/rustc');
    const flags = [
      '--edition=2021',
      '-O',
      '-C',
      'target-feature=+crt-static',
      '-C',
      'linker=/usr/bin/gcc',
      '--crate-name',
      'program',
    ];
    return {
      program,
      profile: 'rust',
      argv: (source) => [program, ...flags, '-o', '/work/program', source],
      root: home === '/usr' ? [] : [home],
    };
  },
  java: () => {
    const program = existsSync('/usr/bin/javac') ? realpathSync('/usr/bin/javac') : '';
    const flags = ['-J-XX:+UseSerialGC', '-J-XX:TieredStopAtLevel=1', '-J-Xmx512m', '-proc:none', '-d', '/work'];
    const settings = readdirSync('/etc').filter((name) => /^java-.*openjdk$/.test(name));
    return {
      program,
      profile: 'java',
      argv: (source) => [program, ...flags, source],
      root: settings.map((name) => `/etc/${name}`),
    };
  },
  py: () => ({
    program: '/usr/bin/python3',
    profile: 'python',
    argv: (source) => [
      ...['/usr/bin/python3', '-I', '-S', '-c'],
      'import sys; compile(open(sys.argv[1], "rb").read(), sys.argv[1], "exec"); open("/work/checked", "w").close()',
      source,
    ],
    root: [],
  }),
};

/** The compiler in the box, with the hostile source; javac wants the class's name. */
export async function compileHostile(
  box: Box,
  canaries: Canaries,
  program: HostileProgram,
  compiler: Compiler,
): Promise<HostileOutcome> {
  const folder = box.path('source');
  mkdirSync(folder, { mode: 0o755 });
  const name = program.extension === 'java' ? 'Main.java' : `main.${program.extension}`;
  writeFileSync(join(folder, name), fill(program.text, canaries.places), { mode: 0o644 });
  return observe(box, canaries, program, compiler.argv(`/src/${name}`), {
    phase: 'compile',
    profile: compiler.profile,
    env: { PATH: '/usr/bin', LANG: 'C.UTF-8', HOME: '/work', TMPDIR: '/tmp' },
    root: [...box.spec(['/']).root, ...compiler.root],
    mounts: [{ hostPath: folder, boxPath: '/src' }],
    limits: { ...COMPILE_LIMITS, ...limitsOf(program) },
  });
}

/** What the compiler made, as a program under test. */
export async function runCompiled(
  box: Box,
  canaries: Canaries,
  program: HostileProgram,
  made: HostileOutcome,
): Promise<HostileOutcome> {
  const profile = { c: 'c', cpp: 'cpp', rs: 'rust' }[program.extension] ?? 'default';
  return observe(box, canaries, program, ['/app/program'], {
    profile,
    root: [],
    mounts: [{ hostPath: made.hostCollectPath, boxPath: '/app' }],
  });
}
