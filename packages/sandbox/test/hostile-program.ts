/**
 * The format of a hostile program: its header, in a comment of its language, says what it attacks and what the report must be.
 *
 *   Attack:      what it tries
 *   Incident:    names of rows in hostile-incidents.ts that it stands for, parted by spaces
 *   Expect:      how it must end; alternatives are parted by |
 *   Stdout:      what it must have printed; a program prints BREACH where an attack succeeded
 *   Stderr:      words that its standard error must hold
 *   Stdin:       its input
 *   Violations:  system calls that the report must name, `name*3` for exactly three times, or `none`
 *   Resource:    words of a resource violation that the report must hold
 *   Memory:      at least and at most so many MiB as peak, `60..80`
 *   Output:      so many bytes of standard output must have been kept
 *   Profile:     seccomp profile; that of the language when absent, and `default` for C and ELF files
 *   Phase:       `compile` for a program that plays a compiler; `run` when absent
 *   Limits:      fields of Limits that differ from the suite's
 *   Times:       how often it runs in a row
 *   Flags:       for the compiler that makes it
 *   Arguments:   of the program; {file} {folder} {pid} {port} {abstract} {shm} {namespaces} stand for the canaries
 *   Environment: NAME=value, parted by spaces; what the suite gives when absent
 *   Start:       what is started instead of the program itself; the program is {self}
 *   Collected:   the names that come out of /work, sorted, or `nothing`
 *   Then:        arguments of later runs on the same slot, which must find nothing (leaks/)
 *   Beside:      arguments of a run at the same time, which must find nothing (leaks/)
 *   Source:      name that the source has for its compiler (compiler/)
 *   Program:     how the program must end that the compiler has made (compiler/)
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExitReason, Limits, RunReport } from '@letscode/core';
import { expect } from 'vitest';

const HOSTILE_FOLDER = fileURLToPath(new URL('hostile/', import.meta.url));

const KEYS = [
  ...[
    'Attack',
    'Incident',
    'Expect',
    'Stdout',
    'Stderr',
    'Stdin',
    'Violations',
    'Resource',
    'Memory',
    'Output',
    'Profile',
  ],
  ...[
    'Phase',
    'Limits',
    'Times',
    'Flags',
    'Arguments',
    'Environment',
    'Start',
    'Collected',
    'Then',
    'Beside',
    'Source',
    'Program',
  ],
] as const;

type HeaderKey = (typeof KEYS)[number];

export interface HostileProgram {
  /** Path below hostile/, which also names the test. */
  name: string;
  path: string;
  /** Without the dot. */
  extension: string;
  text: string;
  header(key: HeaderKey): string | undefined;
}

/** `/* Key: value`, `# Key: value` or `// Key: value`, one a line. */
const HEADER_LINE = /^(?: \*|#|\/\/) ([A-Z][a-z]+): (.*)$/gm;

/** @throws Error for a header that has no attack, no expectation, or a key that nobody reads */
export function readProgram(name: string): HostileProgram {
  const path = join(HOSTILE_FOLDER, name);
  const text = readFileSync(path, 'utf8');
  const values = new Map<string, string>();
  for (const [, key = '', value = ''] of text.matchAll(HEADER_LINE)) values.set(key, value);
  for (const key of values.keys())
    if (!KEYS.some((known) => known === key)) throw new Error(`${name}: unknown key ${key} in its header`);
  for (const key of ['Attack', 'Expect']) if (!values.get(key)) throw new Error(`${name}: its header has no ${key}`);
  return { name, path, text, extension: extname(name).slice(1), header: (key) => values.get(key) };
}

/** Programs of one folder below hostile/, or of hostile/ itself, in order of their names. */
export function programsIn(folder: '' | 'compiler' | 'elf' | 'leaks' | 'storms'): HostileProgram[] {
  return readdirSync(join(HOSTILE_FOLDER, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:h|md)$/.test(entry.name))
    .map((entry) => readProgram(join(folder, entry.name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function words(text: string | undefined): string[] {
  return (text ?? '').split(' ').filter(Boolean);
}

export function pairs(text: string | undefined): Record<string, string> {
  return Object.fromEntries(
    words(text).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

export function limitsOf(program: HostileProgram): Partial<Limits> {
  return Object.fromEntries(
    Object.entries(pairs(program.header('Limits'))).map(([key, value]) => [key, Number(value)]),
  );
}

export function endOf(exit: ExitReason): string {
  if (exit.kind === 'exited') return `exited ${exit.code}`;
  if (exit.kind === 'signaled') return `signaled ${exit.signal}`;
  if (exit.kind === 'syscall-refused') return `syscall-refused ${exit.syscall}`;
  if (exit.kind === 'sandbox-fault') return `sandbox-fault ${exit.detail}`;
  return exit.kind;
}

/** Compares a report, and what was printed, with the header. */
export function expectAsStated(program: HostileProgram, report: RunReport, stdout: string, stderr: string): void {
  const output = program.header('Stdout');
  const resource = program.header('Resource');
  const [least, most] = (program.header('Memory') ?? '').split('..').map(Number);
  const kept = program.header('Output');
  expect(stdout).not.toContain('BREACH');
  expect(program.header('Expect')?.split(' | '), stderr.slice(0, 500)).toContain(endOf(report.exit));
  if (output !== undefined) expect(stdout.trim()).toBe(output);
  if (kept !== undefined) expect(stdout).toHaveLength(Number(kept));
  expect(stderr).toContain(program.header('Stderr') ?? '');
  expectViolations(program, report);
  if (resource)
    expect(
      report.violations
        .filter((violation) => violation.type === 'resource')
        .map((violation) => violation.detail)
        .join(),
    ).toContain(resource);
  if (least && most) {
    expect(report.usage.memoryBytes).toBeGreaterThanOrEqual(least << 20);
    expect(report.usage.memoryBytes).toBeLessThanOrEqual(most << 20);
  }
}

function expectViolations(program: HostileProgram, report: RunReport): void {
  const wanted = words(program.header('Violations'));
  if (wanted[0] === 'none') return expect(report.violations).toEqual([]);
  const calls = report.violations.map((violation) => violation.syscall);
  const counted = report.violations.map((violation) => `${violation.syscall}*${violation.count}`);
  for (const call of wanted) expect(call.includes('*') ? counted : calls).toContain(call);
}
