/**
 * A supervised program: a child Node process that is started again when it dies.
 *
 *     starting ──ready──→ up ──exit──→ waiting (backoff) ──→ starting
 *         └──────────── stop() from any state ────────────→ stopped
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
  /** Ends the child: SIGTERM, then SIGKILL after `graceMs`. Resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
}

const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 10_000;
/** A child that lived this long had started well; the next backoff begins anew. */
const SETTLED_MS = 30_000;

export function supervise(options: SupervisedOptions): Supervised {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let backoffMs = FIRST_BACKOFF_MS;
  let settleReady: (message: Record<string, unknown>) => void;
  const ready = new Promise<Record<string, unknown>>((resolve) => {
    settleReady = resolve;
  });

  function start(): void {
    const began = Date.now();
    // Its own process group: Ctrl+C reaches this process alone, which then stops its children in order.
    child = fork(options.program, [], {
      env: options.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const output of [child.stdout, child.stderr]) {
      followOutput(output as Readable, options.log, (text) => options.onNotice(`${options.title}: ${text}`));
    }
    child.on('message', (message: Record<string, unknown>) => {
      if (message.type === 'ready') settleReady(message);
    });
    child.on('error', (error) => options.onNotice(`${options.title}: ${error.message}`));
    child.once('exit', (code, signal) => {
      child = undefined;
      if (stopped) return;
      if (Date.now() - began > SETTLED_MS) backoffMs = FIRST_BACKOFF_MS;
      options.onNotice(`${options.title} ended (${signal ?? `exit code ${code}`}), starting it again`);
      timer = setTimeout(start, backoffMs);
      backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
    });
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
  return { ready, stop };
}
