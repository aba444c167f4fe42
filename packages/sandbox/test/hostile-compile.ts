/** How a hostile source is given to its compiler, and how what came of it is run. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPILE_LIMITS } from '@letscode/core';
import { type HostileProgram, limitsOf } from './hostile-program.js';
import { fill, type HostileOutcome, observe } from './hostile-run.js';
import type { HostileStage } from './hostile-stage.js';

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
  stage: HostileStage,
  program: HostileProgram,
  compiler: Compiler,
): Promise<HostileOutcome> {
  const { box, canaries } = stage;
  const folder = box.path('source');
  mkdirSync(folder, { mode: 0o755 });
  const usual = program.extension === 'java' ? 'Main.java' : `main.${program.extension}`;
  const name = program.header('Source') ?? usual;
  writeFileSync(join(folder, name), fill(program.text, canaries.places), { mode: 0o644 });
  return observe(stage, program, compiler.argv(`/src/${name}`), {
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
  stage: HostileStage,
  program: HostileProgram,
  made: HostileOutcome,
): Promise<HostileOutcome> {
  const profile = { c: 'c', cpp: 'cpp', rs: 'rust' }[program.extension] ?? 'default';
  return observe(stage, program, ['/app/program'], {
    profile,
    root: [],
    mounts: [{ hostPath: made.hostCollectPath, boxPath: '/app' }],
  });
}
