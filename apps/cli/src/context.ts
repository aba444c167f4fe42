/** What every command is given: the process's edges, so that commands don't reach for them. */
import type { Readable, Writable } from 'node:stream';
import type { Settings } from '@letscode/core';

export interface CommandContext {
  readonly settings: Settings;
  /** The checkout's root. */
  readonly rootFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { isTTY?: boolean };
  readonly stdout: Writable & { isTTY?: boolean };
  readonly stderr: Writable & { isTTY?: boolean };
  /** Aborted by Ctrl+C, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
  /** 0 as wanted, 1 the user's program or package fell short, 2 usage or our own fault. */
  exitCode: 0 | 1 | 2;
}

/** One JSON object on one line of standard output. */
export function writeJson(context: CommandContext, value: unknown): void {
  context.stdout.write(`${JSON.stringify(value)}\n`);
}

/** One line of text on standard output. */
export function writeLine(context: CommandContext, text = ''): void {
  context.stdout.write(`${text}\n`);
}
