/** `process.stdin` and `fs.createReadStream('/dev/stdin')`: the whole input is there, and comes in chunks as from a file. */
import { Buffer } from 'buffer';
import { EventEmitter } from 'events';
import type { Program } from './program.js';

/** What Node.js reads of a file at once. */
const CHUNK_BYTES = 64 * 1024;

type Chunk = Buffer | string;

/** The input's bytes that nobody has read yet; all readers of descriptor 0 share them. */
export class InputBytes {
  #at = 0;
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
  }

  /** At most `count` bytes; empty at the end. Yours to keep. */
  take(count: number): Buffer {
    const bytes = this.#program.stdin.subarray(this.#at, this.#at + count);
    this.#at += bytes.length;
    return Buffer.from(bytes);
  }
}

export class InputStream extends EventEmitter {
  readonly fd = 0;
  readable = true;
  readableEnded = false;
  destroyed = false;
  private decoder: TextDecoder | undefined;
  private encoding = '';
  private isFlowing: boolean | undefined;
  private isScheduled = false;
  private isAtEnd = false;
  private pushedBack: Chunk[] = [];

  // Private to the language, not only to the checker of types: a program holds this object.
  readonly #program: Program;
  readonly #input: InputBytes;

  constructor(
    program: Program,
    input: InputBytes,
    encoding?: string,
    /** Standard input stays open at its end. */
    private readonly closesItself = true,
  ) {
    super();
    this.#program = program;
    this.#input = input;
    if (encoding) this.setEncoding(encoding);
  }

  override on(name: string, listener: (...values: never[]) => void): this {
    super.on(name, listener as (...values: unknown[]) => void);
    if (name === 'data' && this.isFlowing !== false) this.resume();
    if (name === 'readable') this.schedule();
    return this;
  }

  override addListener(name: string, listener: (...values: never[]) => void): this {
    return this.on(name, listener);
  }

  setEncoding(encoding: string | null): this {
    this.encoding = (encoding ?? 'utf8').toLowerCase();
    this.decoder = /^utf-?8$/.test(this.encoding) ? new TextDecoder('utf-8', { ignoreBOM: true }) : undefined;
    return this;
  }

  resume(): this {
    this.isFlowing = true;
    this.schedule();
    return this;
  }

  pause(): this {
    this.isFlowing = false;
    return this;
  }

  isPaused(): boolean {
    return this.isFlowing === false;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  unshift(chunk: Chunk): void {
    this.pushedBack.unshift(chunk);
  }

  destroy(): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.readable = false;
    this.#program.loop.nextTick(() => this.emit('close'));
    return this;
  }

  close(): void {
    this.destroy();
  }

  read(count?: number): Chunk | null {
    if (this.destroyed) return null;
    const chunk = this.pushedBack.shift() ?? this.decode(this.#input.take(count ?? CHUNK_BYTES));
    if (chunk !== undefined && chunk.length > 0) return chunk;
    if (!this.isAtEnd) {
      this.isAtEnd = true;
      this.#program.loop.nextTick(() => this.endReading());
    }
    return null;
  }

  pipe<T extends { write: (chunk: Chunk) => unknown; end?: () => unknown }>(target: T, options?: { end?: boolean }): T {
    this.on('data', (chunk: Chunk) => target.write(chunk));
    if (options?.end !== false) this.on('end', () => target.end?.());
    return target;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Chunk> {
    try {
      for (;;) {
        const chunk = await new Promise<Chunk | null>((resolve) => {
          this.#program.loop.addInput(() => resolve(this.read()));
        });
        if (chunk === null) return;
        yield chunk;
      }
    } finally {
      this.destroy();
    }
  }

  private decode(bytes: Buffer): Chunk | undefined {
    if (this.encoding === '') return bytes;
    if (!this.decoder) return bytes.toString(this.encoding as 'latin1');
    if (bytes.length === 0) return this.decoder.decode();
    // A chunk may end within a character of which nothing can be told yet.
    return this.decoder.decode(bytes, { stream: true }) || this.decode(this.#input.take(1));
  }

  private schedule(): void {
    if (this.isScheduled || this.readableEnded || this.destroyed) return;
    this.isScheduled = true;
    this.#program.loop.addInput(() => {
      this.isScheduled = false;
      this.advance();
    });
  }

  private advance(): void {
    if (this.destroyed || this.readableEnded) return;
    if (this.listenerCount('readable') > 0) {
      this.emit('readable');
      if (!this.isAtEnd) this.schedule();
      return;
    }
    if (!this.isFlowing) return;
    const chunk = this.read();
    if (chunk === null) return;
    this.emit('data', chunk);
    this.schedule();
  }

  private endReading(): void {
    if (this.readableEnded) return;
    this.readableEnded = true;
    this.readable = false;
    this.emit('end');
    if (this.closesItself) this.#program.loop.nextTick(() => this.emit('close'));
  }
}
