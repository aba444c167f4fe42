/** What the sandbox's suites share: one sandbox, a temporary folder, short run specs, and a look at what was left behind. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type Limits, type RunReport, type RunSpec } from '@letscode/core';
import type { Sandbox } from '../src/index.js';

/** What a dynamically linked program and a shell need. */
const SYSTEM_ROOT = ['/usr/bin', '/usr/lib', '/usr/lib64', '/etc/ld.so.cache', '/etc/alternatives'];

interface Outcome {
  report: RunReport;
  stdout: string;
  stderr: string;
}

export interface Box {
  folder: string;
  /** Compiles C into the folder of programs, seen as /box inside. */
  compile(source: string, name: string, flags?: string[]): void;
  /** A fresh path in the temporary folder. */
  path(name: string): string;
  file(name: string, content: string | Buffer): string;
  spec(argv: string[], more?: Omit<Partial<RunSpec>, 'limits'> & { limits?: Partial<Limits> }): RunSpec;
  run(argv: string[], more?: Parameters<Box['spec']>[1], signal?: AbortSignal): Promise<Outcome>;
  remove(): void;
}

export function makeBox(sandbox: () => Pick<Sandbox, 'run'>): Box {
  const folder = mkdtempSync(join(tmpdir(), 'letscode-sandbox-test-'));
  const programs = join(folder, 'programs');
  execFileSync('mkdir', ['-m', '755', programs]);
  let count = 0;
  const path = (name: string) => join(folder, `${++count}-${name}`);
  const file = (name: string, content: string | Buffer) => {
    const at = path(name);
    writeFileSync(at, content, { mode: 0o644 });
    return at;
  };
  const spec: Box['spec'] = (argv, more = {}) => ({
    argv,
    env: { PATH: '/usr/bin', LANG: 'C' },
    phase: 'run',
    profile: 'default',
    root: SYSTEM_ROOT,
    mounts: [{ hostPath: programs, boxPath: '/box' }],
    hostStdoutPath: path('stdout'),
    hostStderrPath: path('stderr'),
    ...more,
    limits: {
      ...DEFAULT_LIMITS,
      cpuTimeMs: 10_000,
      wallTimeMs: 20_000,
      memoryBytes: 256 * 1024 * 1024,
      ...more.limits,
    },
  });
  return {
    folder,
    path,
    file,
    spec,
    compile(source, name, flags = []) {
      execFileSync('cc', ['-O1', '-w', '-pthread', ...flags, source, '-o', join(programs, name)], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
    },
    async run(argv, more, signal) {
      const wanted = spec(argv, more);
      const report = await sandbox().run(wanted, signal);
      return { report, stdout: read(wanted.hostStdoutPath), stderr: read(wanted.hostStderrPath) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // a run that never began has no output
  }
}

/** Processes on this machine whose parents, however far up, include `pid`. */
export function descendantsOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  const isBelow = (child: number): boolean => {
    const parent = parents.get(child);
    return parent === pid || (parent !== undefined && parent > 1 && isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

/** cgroup folders of the helper with this pid, in any hierarchy. */
export function cgroupsOf(helperPid: number): string[] {
  // Not execFileSync: find fails when another suite's cgroups go while it looks.
  const { stdout } = spawnSync('find', ['/sys/fs/cgroup', '-name', `letscode-${helperPid}`, '-type', 'd'], {
    encoding: 'utf8',
  });
  return stdout.split('\n').filter(Boolean);
}
