/**
 * A supervised program: a child Node process that is started again when it dies.
 *
 *     starting ──ready──→ up ──exit──→ waiting (backoff) ──→ starting
 *         └──────────── stop() from any state ────────────→ stopped
 *
 * A child that ends again and again soon after its start is *struggling*: a
 * person is told once what it says and that it is tried further, not each time.
 *
 * The child tells readiness by the IPC message `{type: 'ready', …}`. It exits by
 * itself when the channel closes, so it never outlives this process for long.
 */
import { type ChildProcess, fork } from 'node:child_process';
import type { WriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { followOutput } from './program-log.js';

export interface SupervisedOptions {
  /** How messages name it, e.g. `worker 1`. */
  title: string;
  /** The built main.js. */
  program: string;
  /** The child's whole environment, read anew at every start. */
  env: Record<string, string | undefined>;
  /** Takes all that the child prints. */
  log: WriteStream;
  /** One line about something a person should know. */
  onNotice(text: string): void;
}

export interface Supervised {
  /** Resolves with the first ready message. */
  readonly ready: Promise<Record<string, unknown>>;
  /** Resolves when it has ended several times in a row without settling. */
  readonly struggling: Promise<void>;
  /** Ends the child: SIGTERM, then SIGKILL after `graceMs`. Resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
}

const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 10_000;
/** A child that lived this long had started well; the next backoff begins anew. */
const SETTLED_MS = 30_000;
const STRUGGLING_COUNT = 3;

export function supervise(options: SupervisedOptions): Supervised {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let backoffMs = FIRST_BACKOFF_MS;
  let endCount = 0;
  const told = new Set<string>();
  const ready = withResolver<Record<string, unknown>>();
  const struggling = withResolver<void>();

  /** Each text once, until the child has settled. */
  function notice(text: string): void {
    if (told.has(text)) return;
    told.add(text);
    options.onNotice(text);
  }

  function start(): void {
    const began = Date.now();
    // Its own process group: Ctrl+C reaches this process alone, which then stops its children in order.
    child = fork(options.program, [], {
      env: options.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const output of [child.stdout, child.stderr]) {
      followOutput(output as Readable, options.log, (text) => notice(`${options.title}: ${text}`));
    }
    child.on('message', (message: Record<string, unknown>) => {
      if (message.type === 'ready') ready.resolve(message);
    });
    child.on('error', (error) => notice(`${options.title}: ${error.message}`));
    child.once('exit', (code, signal) => {
      child = undefined;
      if (!stopped) startAgain(Date.now() - began, signal ?? `exit code ${code}`);
    });
  }

  function startAgain(livedMs: number, why: string): void {
    if (livedMs > SETTLED_MS) {
      backoffMs = FIRST_BACKOFF_MS;
      endCount = 0;
      told.clear();
    }
    endCount += 1;
    if (endCount < STRUGGLING_COUNT) options.onNotice(`${options.title} ended (${why}), starting it again`);
    else notice(`${options.title} keeps ending (${why}); it is tried again every few seconds`);
    if (endCount === STRUGGLING_COUNT) struggling.resolve();
    timer = setTimeout(start, backoffMs);
    backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
  }

  async function stop(graceMs: number): Promise<void> {
    stopped = true;
    clearTimeout(timer);
    const leaving = child;
    if (!leaving) return;
    const gone = new Promise((resolve) => leaving.once('exit', resolve));
    leaving.kill('SIGTERM');
    const force = setTimeout(() => leaving.kill('SIGKILL'), graceMs);
    await gone;
    clearTimeout(force);
  }

  start();
  return { ready: ready.promise, struggling: struggling.promise, stop };
}

function withResolver<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
