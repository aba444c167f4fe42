/** `node:readline` on a stream of ours: lines of a chunk come one after the other at once, as Node.js gives them. */
import { EventEmitter } from 'events';
import type { Program } from './program.js';
import type { InputStream } from './stdin.js';

interface Output {
  write(text: string): unknown;
}

interface InterfaceOptions {
  input?: InputStream;
  output?: Output | null;
  prompt?: string;
  [key: string]: unknown;
}

type Answer = (line: string) => void;

const LINE_END = /\r?\n|\r(?!\n)|\u2028|\u2029/;

class Interface extends EventEmitter {
  closed = false;
  terminal = false;
  line = '';
  readonly input: InputStream;
  private readonly output: Output | undefined;
  private promptText: string;
  private pending = '';
  private endedWithReturn = false;
  private asked: Answer | undefined;
  private iterator: AsyncIterableIterator<string> | undefined;

  // Private to the language, not only to the checker of types: a program holds this object.
  readonly #program: Program;

  constructor(program: Program, options: InterfaceOptions) {
    super();
    this.#program = program;
    if (!options.input) throw new TypeError('The "input" option is needed');
    this.input = options.input;
    this.output = options.output ?? undefined;
    this.promptText = options.prompt ?? '> ';
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    this.input.on('data', (chunk: string | Uint8Array) =>
      this.take(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })),
    );
    this.input.on('end', () => {
      if (this.pending !== '') this.giveLine(this.pending);
      this.pending = '';
      this.close();
    });
    this.input.resume();
  }

  setPrompt(text: string): void {
    this.promptText = text;
  }

  getPrompt(): string {
    return this.promptText;
  }

  prompt(): void {
    this.input.resume();
    this.output?.write(this.promptText);
  }

  question(query: string, options: unknown, answer?: unknown): void {
    const callback = (typeof options === 'function' ? options : answer) as Answer | undefined;
    if (this.closed) throw Object.assign(new Error('readline was closed'), { code: 'ERR_USE_AFTER_CLOSE' });
    if (typeof callback !== 'function') return;
    if (this.asked) {
      this.prompt();
      return;
    }
    this.input.resume();
    this.output?.write(query);
    this.asked = callback;
  }

  write(): void {
    this.#program.refuse('readline.write');
  }

  pause(): this {
    this.input.pause();
    this.emit('pause');
    return this;
  }

  resume(): this {
    this.input.resume();
    this.emit('resume');
    return this;
  }

  close(): void {
    if (this.closed) return;
    this.input.pause();
    this.closed = true;
    this.emit('close');
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<string> {
    this.iterator ??= linesOf(this);
    return this.iterator;
  }

  private take(text: string): void {
    let rest = this.pending + text;
    if (this.endedWithReturn && rest.startsWith('\n')) rest = rest.slice(1);
    this.endedWithReturn = false;
    const parts = rest.split(LINE_END);
    this.pending = parts.pop() ?? '';
    if (this.pending === '' && rest.endsWith('\r')) this.endedWithReturn = true;
    for (const line of parts) this.giveLine(line);
  }

  private giveLine(line: string): void {
    const { asked } = this;
    if (asked) {
      this.asked = undefined;
      asked(line);
    } else this.emit('line', line);
  }
}

/** As `events.on(rl, 'line')`: what comes while nobody asks waits. */
function linesOf(source: Interface): AsyncIterableIterator<string> {
  const lines: string[] = [];
  let first = 0;
  const waiting: ((result: IteratorResult<string>) => void)[] = [];
  let isDone = source.closed;
  const done = { value: undefined, done: true } as const;
  const take = (line: string) => {
    const waiter = waiting.shift();
    if (waiter) waiter({ value: line, done: false });
    else lines.push(line);
  };
  const finish = () => {
    isDone = true;
    source.removeListener('line', take);
    for (const waiter of waiting.splice(0)) waiter(done);
  };
  source.on('line', take);
  source.on('close', finish);
  return {
    next: () => {
      if (first < lines.length) {
        const value = lines[first] as string;
        lines[first++] = '';
        return Promise.resolve({ value, done: false });
      }
      if (isDone) return Promise.resolve(done);
      return new Promise((resolve) => waiting.push(resolve));
    },
    return: () => {
      finish();
      first = lines.length;
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

class PromisingInterface extends Interface {
  override question(query: string): any {
    return new Promise<string>((resolve, reject) => {
      try {
        super.question(query, resolve);
      } catch (error) {
        reject(error);
      }
    });
  }
}

export function readlineModules(program: Program) {
  const optionsOf = (input: unknown, output: unknown): InterfaceOptions =>
    input && typeof (input as InputStream).on === 'function'
      ? { input: input as InputStream, output: output as Output }
      : (input as InterfaceOptions);
  const refuse = (name: string) => () => program.refuse(`readline.${name}`);
  const cursor = { clearLine: refuse('clearLine'), cursorTo: refuse('cursorTo'), moveCursor: refuse('moveCursor') };
  const promises = {
    Interface: PromisingInterface,
    createInterface: (input: unknown, output?: unknown) => new PromisingInterface(program, optionsOf(input, output)),
  };
  const readline = {
    Interface,
    createInterface: (input: unknown, output?: unknown) => new Interface(program, optionsOf(input, output)),
    clearScreenDown: refuse('clearScreenDown'),
    emitKeypressEvents: refuse('emitKeypressEvents'),
    ...cursor,
    promises,
  };
  return { readline, promises };
}
