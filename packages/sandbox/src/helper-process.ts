/**
 * One helper process: started, spoken to in frames, ended.
 *
 * The end of its standard input tells the helper to kill what runs and to clean
 * up, so nothing stays even when this process is killed.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { LetscodeError } from '@letscode/core';
import { type Frame, FrameDecoder } from './frames.js';

/** How long a helper may take to clean up before it is killed: milliseconds, so this is for one that hangs. */
const CLOSE_TIMEOUT_MS = 60_000;

export interface HelperEvents {
  onFrame(frame: Frame): void;
  /** Once, after the last frame. `detail` says how it ended. */
  onEnd(detail: string): void;
}

export class Helper {
  readonly #path: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<string>;

  /**
   * @param args of `serve`: the number of lanes, and how they share the cores
   * @throws LetscodeError `isolation_missing` when the helper can't set up a layer
   */
  static async start(path: string, args: readonly string[], events: HelperEvents): Promise<Helper> {
    let ready: (frame: Frame | undefined) => void = () => {};
    const first = new Promise<Frame | undefined>((resolve) => {
      ready = resolve;
    });
    let started = false;
    const helper = new Helper(path, args, {
      onFrame(frame) {
        if (started) events.onFrame(frame);
        else {
          started = true;
          ready(frame);
        }
      },
      onEnd(detail) {
        if (started) events.onEnd(detail);
        else ready(undefined);
      },
    });
    const frame = await first;
    if (frame?.get('kind') === 'ready') return helper;
    const detail = frame?.get('detail') ?? (await helper.#ended);
    await helper.close();
    throw new LetscodeError(
      'isolation_missing',
      `The sandbox can't isolate programs on this machine: ${detail}. Run: npx letscode doctor`,
    );
  }

  private constructor(path: string, args: readonly string[], events: HelperEvents) {
    this.#path = path;
    // Its own session: Ctrl+C in a terminal reaches Node, which closes the helper in order.
    this.#child = spawn(path, ['serve', ...args], {
      env: {},
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const decoder = new FrameDecoder();
    let complaints = '';
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      for (const frame of decoder.push(chunk)) events.onFrame(frame);
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      complaints = (complaints + chunk.toString()).slice(-2000);
    });
    this.#child.stdin?.on('error', () => {}); // the end of the process tells it too
    this.#ended = new Promise((resolve) => {
      const end = (how: string) => {
        resolve(complaints ? `${how}: ${complaints.trim()}` : how);
      };
      this.#child.on('error', (error) => end(`the helper could not be started: ${error.message}`));
      this.#child.on('close', (code, signal) => end(`the helper ended with ${signal ?? code}`));
    });
    this.#ended.then((detail) => events.onEnd(detail));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(frame: Buffer): void {
    this.#child.stdin?.write(frame);
  }

  /** Ends it and waits until it has cleaned up. */
  async close(): Promise<void> {
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), CLOSE_TIMEOUT_MS);
    await this.#ended;
    clearTimeout(timer);
    if (this.#child.exitCode !== 0) await cleanStale(this.#path);
  }
}

/** Removes what helpers that were killed have left: their cgroups. */
function cleanStale(path: string): Promise<void> {
  return new Promise((resolve) => {
    execFile(path, ['clean'], { env: {}, cwd: '/' }, () => resolve());
  });
}
