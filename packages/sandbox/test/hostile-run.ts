/** How a hostile program is made and started, by the extension of its file; what it is given besides, by its header. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { RunReport, RunSpec } from '@letscode/core';
import { expect } from 'vitest';
import type { Box } from './box-fixture.js';
import { elfFile } from './hostile-elf.js';
import { type HostileProgram, limitsOf, pairs, words } from './hostile-program.js';
import type { HostileStage } from './hostile-stage.js';

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

/** Puts values in the places of `{name}`; other braces stay. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** @param more arguments instead of those in the header */
export async function runHostile(stage: HostileStage, program: HostileProgram, more?: string): Promise<HostileOutcome> {
  const { box, canaries } = stage;
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
  return observe(stage, program, argv, {
    profile: program.header('Profile') ?? interpreter?.profile ?? 'default',
    phase: program.header('Phase') === 'compile' ? 'compile' : 'run',
    ...(environment === undefined ? {} : { env: pairs(fill(environment, values)) }),
    ...(program.extension === 'js' && folder !== '/usr' ? { root: [...box.spec(['/']).root, folder] } : {}),
    limits: limitsOf(program),
  });
}

/** Stdin and what is collected; nothing of a canary may come out, and the input must stay as it was. */
export async function observe(
  stage: HostileStage,
  program: HostileProgram,
  argv: string[],
  more: Parameters<Box['spec']>[1],
): Promise<HostileOutcome> {
  const { box, canaries } = stage;
  const input = program.header('Stdin');
  const hostStdinPath = input === undefined ? undefined : box.file('stdin', input);
  const hostCollectPath = box.path('collected');
  mkdirSync(hostCollectPath);
  const wanted = program.header('Phase') === 'compile' || program.name.startsWith('compiler/');
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
  for (const text of [outcome.stdout, outcome.stderr])
    expect(text.includes(canaries.secret), 'the secret was seen').toBe(false);
  if (wanted) expect(filesWith(canaries.secret, hostCollectPath)).toBe('');
  if (hostStdinPath !== undefined) expect(readFileSync(hostStdinPath, 'utf8')).toBe(input);
  const collected = (readdirSync(hostCollectPath, { recursive: true }) as string[]).sort();
  return { ...outcome, collected, hostCollectPath };
}

/** By grep, since names and contents are any bytes. */
function filesWith(text: string, folder: string): string {
  return spawnSync('grep', ['-rlF', text, folder], { encoding: 'utf8' }).stdout;
}
