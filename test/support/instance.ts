/**
 * A whole Let'sCode of the built programs, started as a user would, on a free
 * port and in a temporary data folder; stopped and removed by `stop()`.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

const CLI = join(ROOT, 'apps/cli/bin/letscode.mjs');
const READY = /ready: (http:\S+)/;

export interface Instance {
  readonly url: string;
  readonly dataFolder: string;
  readonly launcher: ChildProcess;
  /** All that the launcher has printed so far. */
  output(): string;
  /** Process ids of children by program: `server`, `worker`, `postgres`. */
  pidsOf(program: 'server' | 'worker' | 'postgres'): number[];
  /** SIGTERM, waits for the end, removes the data folder. @returns the exit code */
  stop(): Promise<number | null>;
}

export interface InstanceOptions {
  env?: Record<string, string>;
  /** Keeps its data between two instances when given; then `stop` leaves it. */
  dataFolder?: string;
}

export async function startInstance(options: InstanceOptions = {}): Promise<Instance> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'letscode-test-'));
  const launcher = spawn(process.execPath, [CLI, 'start'], {
    cwd: ROOT,
    env: { ...cleanEnvironment(), PORT: '0', LETSCODE_DATA: dataFolder, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  const url = await readyUrl(launcher, () => text);
  return {
    url,
    dataFolder,
    launcher,
    output: () => text,
    pidsOf: (program) => childrenOf(launcher.pid as number, program),
    stop: async () => {
      if (launcher.exitCode === null && launcher.signalCode === null) {
        launcher.kill('SIGTERM');
        await once(launcher, 'exit');
      }
      if (!options.dataFolder) rmSync(dataFolder, { recursive: true, force: true });
      return launcher.exitCode;
    },
  };
}

/** Without settings of the machine's own, which would leak into the test. */
function cleanEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(LETSCODE_|DATABASE_URL$|REDIS_URL$|PORT$|HOST$|NODE_OPTIONS$|VITEST)/.test(name),
  );
  return Object.fromEntries(kept);
}

async function readyUrl(launcher: ChildProcess, output: () => string): Promise<string> {
  for (let waitedMs = 0; waitedMs < 120_000; waitedMs += 100) {
    const url = READY.exec(output())?.[1];
    if (url) return url;
    if (launcher.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  launcher.kill('SIGKILL');
  throw new Error(`the instance did not get ready:\n${output()}`);
}

function childrenOf(pid: number, program: string): number[] {
  const children = execFileSync('ps', ['--ppid', String(pid), '-o', 'pid=,args='], { encoding: 'utf8' });
  const mark = program === 'postgres' ? /postgres/ : new RegExp(`apps/${program}/dist/main\\.js`);
  return children
    .split('\n')
    .filter((line) => mark.test(line))
    .map((line) => Number.parseInt(line, 10));
}

/** Posts JSON and reads JSON. */
export async function post(url: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Waits until `read` gives something; fails with `what` after `timeoutMs`. */
export async function eventually<T>(
  what: string,
  read: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`still waiting for ${what} after ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits for a submission's end and returns its view. */
export function finished(instance: Instance, submissionId: string, timeoutMs?: number): Promise<SubmissionJson> {
  return eventually(
    `submission ${submissionId}`,
    async () => {
      const response = await fetch(`${instance.url}/api/submission/${submissionId}`).catch(() => undefined);
      if (response?.status !== 200) return undefined;
      const view = (await response.json()) as SubmissionJson;
      return view.status === 'Completed' || view.status === 'Failed' ? view : undefined;
    },
    timeoutMs,
  );
}

export interface SubmissionJson {
  id: string;
  status: string;
  verdict?: { status: string; passedCount: number; testCount: number; message?: string };
  testResults: { name: string; verdict: string; message?: string }[];
  compile?: { ok: boolean; output: string };
  diagnostics?: { line?: number; message: string }[];
}

/** A bundled problem's reference solution. */
export function referenceSolution(problem: string, path: string): string {
  const file = join(ROOT, 'problems', problem, 'submissions', path);
  if (!existsSync(file)) throw new Error(`no such solution: ${file}`);
  return readFileSync(file, 'utf8');
}
