/** The log of PostgreSQL's programs: passed on line by line, its end kept for the message of a failure. */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { LetscodeError } from '@letscode/core';

const KEPT_LINES = 20;

export class LogTail {
  readonly #lines: string[] = [];
  readonly #onLine: (line: string) => void;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  add(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
    this.#onLine(line);
  }

  follow(child: ChildProcess): void {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.add(line));
    }
  }

  fault(what: string): LetscodeError {
    const text = this.#lines.join('\n');
    if (/no space left on device/i.test(text)) {
      return new LetscodeError('disk_full', `${what}: the disk is full; free some space\n${text}`);
    }
    return new LetscodeError('database_unavailable', `${what}:\n${text || '(it said nothing)'}`);
  }
}
