/**
 * Every program under hostile/ attacks the sandbox; its header says how, and
 * what the report must be. One file is one case:
 *
 *   Attack:      what it tries
 *   Expect:      how it must end; alternatives are parted by |
 *   Stdout:      what it must have printed; a program prints BREACH where an attack succeeded
 *   Stdin:       its input
 *   Violations:  system calls that the report must name
 *   Resource:    words of a resource violation that the report must hold
 *   Profile:     seccomp profile, `default` when absent
 *   Limits:      fields of Limits that differ from the suite's
 *   Times:       how often it runs in a row
 *   Flags:       for the compiler
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ExitReason, LAYERS } from '@letscode/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '../src/index.js';
import { type Box, cgroupsOf, descendantsOf, makeBox } from './box-fixture.js';

const FOLDER = fileURLToPath(new URL('hostile/', import.meta.url));

let sandbox: Sandbox;
let box: Box;

beforeAll(async () => {
  sandbox = await openSandbox({ laneCount: 2 });
  box = makeBox(() => sandbox);
});

afterAll(async () => {
  const helperPid = descendantsOf(process.pid).find((pid) =>
    readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('letscode-box'),
  );
  await sandbox.close();
  box.remove();
  expect(helperPid).toBeDefined();
  expect(descendantsOf(helperPid ?? 0)).toEqual([]);
  expect(cgroupsOf(helperPid ?? 0)).toEqual([]);
});

function header(source: string, key: string): string | undefined {
  return new RegExp(`^ \\* ${key}: (.*)$`, 'm').exec(source)?.[1];
}

function endOf(exit: ExitReason): string {
  if (exit.kind === 'exited') return `exited ${exit.code}`;
  if (exit.kind === 'signaled') return `signaled ${exit.signal}`;
  if (exit.kind === 'syscall-refused') return `syscall-refused ${exit.syscall}`;
  if (exit.kind === 'sandbox-fault') return `sandbox-fault ${exit.detail}`;
  return exit.kind;
}

const programs = readdirSync(FOLDER).filter((name) => name.endsWith('.c'));

test.each(programs)('%s ends as its header says', async (fileName) => {
  const source = readFileSync(join(FOLDER, fileName), 'utf8');
  const name = fileName.replace(/\.c$/, '');
  box.compile(join(FOLDER, fileName), name, header(source, 'Flags')?.split(' '));
  const limits = Object.fromEntries(
    (header(source, 'Limits') ?? '')
      .split(' ')
      .filter(Boolean)
      .map((pair) => pair.split('='))
      .map(([key, value]) => [key, Number(value)]),
  );
  const input = header(source, 'Stdin');
  for (let time = 0; time < Number(header(source, 'Times') ?? 1); time++) {
    const { report, stdout } = await box.run([`/box/${name}`], {
      profile: header(source, 'Profile') ?? 'default',
      limits,
      ...(input === undefined ? {} : { hostStdinPath: box.file('stdin', input) }),
    });
    expect(stdout).not.toContain('BREACH');
    expect(header(source, 'Expect')?.split(' | ')).toContain(endOf(report.exit));
    const output = header(source, 'Stdout');
    if (output !== undefined) expect(stdout.trim()).toBe(output);
    const calls = report.violations.map((violation) => violation.syscall);
    for (const call of header(source, 'Violations')?.split(' ') ?? []) expect(calls).toContain(call);
    const resource = header(source, 'Resource');
    if (resource)
      expect(
        report.violations
          .filter((v) => v.type === 'resource')
          .map((v) => v.detail)
          .join(),
      ).toContain(resource);
    expect(report.layers).toEqual(LAYERS);
  }
});
