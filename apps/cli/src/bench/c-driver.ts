/**
 * The measuring programs of bench/native: compiled on demand, driven in blocks.
 * They are C so that what is measured is not this process.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { promisify } from 'node:util';
import { LetscodeError } from '@letscode/core';
import type { Block, Contestant } from './contestant.js';

export type DriverName = 'fork-exec' | 'box-driver';

/** @returns the absolute path of the compiled driver in `scratchFolder` */
export async function compileDriver(rootFolder: string, name: DriverName, scratchFolder: string): Promise<string> {
  const target = join(scratchFolder, name);
  const source = join(rootFolder, 'bench', 'native', `${name}.c`);
  const flags = ['-std=c17', '-O2', '-Wall', '-Wextra', '-Werror', '-Wno-format-truncation'];
  await promisify(execFile)('cc', [...flags, source, '-o', target]).catch((cause: Error) => {
    const remedy = 'apt-get install gcc libc6-dev';
    throw new LetscodeError('internal', `bench/native/${name}.c did not compile (${remedy}): ${cause.message}`, {
      cause,
    });
  });
  return target;
}

export class DriverContestant implements Contestant {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  readonly #answers: AsyncIterator<string>;
  readonly #ended: Promise<unknown>;

  constructor(name: string, path: string, args: readonly string[]) {
    this.name = name;
    this.#child = spawn(path, args, { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
    this.#child.stdin?.on('error', () => {}); // its end is told by its output
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', resolve);
      this.#child.once('exit', resolve);
    });
    this.#lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
    this.#answers = this.#lines[Symbol.asyncIterator]();
  }

  /** The next line that the driver prints by itself. */
  async line(): Promise<string> {
    const { value, done } = await this.#answers.next();
    if (done) throw new LetscodeError('internal', `bench: the driver of ${this.name} ended`);
    return value;
  }

  async block(laneCount: number, count: number): Promise<Block> {
    this.#child.stdin?.write(`${laneCount} ${count}\n`);
    const line = await this.line();
    const [elapsedMs = Number.NaN, ...runsMs] = line.split(' ').map((ns) => Number(ns) / 1e6);
    if (runsMs.length !== count || runsMs.some(Number.isNaN)) {
      throw new LetscodeError('internal', `bench: a run of ${this.name} failed: ${line.slice(0, 300)}`);
    }
    return { elapsedMs, runsMs };
  }

  async close(): Promise<void> {
    this.#child.stdin?.end();
    await this.#ended;
    this.#lines.close();
  }
}
