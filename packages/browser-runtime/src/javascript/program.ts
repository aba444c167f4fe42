/**
 * The running program as its world sees it: what it reads, what it has printed, and its end, which comes
 * once. After the end nothing counts any more, whatever the program catches or still does.
 */
import type { RunJob, WorkerEnd } from '../protocol.js';
import type { PrivatePort } from '../worker/private-port.js';
import type { EventLoop } from './event-loop.js';
import { OutputBytes } from './output-bytes.js';
import { describeError } from './show-error.js';

/** Thrown to unwind a program that has ended; a program that catches it is ended nevertheless. */
const ENDED: unique symbol = Symbol('ended');

const MAX_STDERR_LENGTH = 64 * 1024;
const { apply } = Reflect;
// Taken before any program could put another in their place.
const isRangeError = Function.prototype[Symbol.hasInstance].bind(RangeError) as (value: unknown) => boolean;
const isSyntaxError = Function.prototype[Symbol.hasInstance].bind(SyntaxError) as (value: unknown) => boolean;
const isBrowserError = Function.prototype[Symbol.hasInstance].bind(DOMException) as (value: unknown) => boolean;
const matches = RegExp.prototype.exec;
const MACHINE_LIMIT = /call stack|array length|string length|allocation failed|Map maximum|Set maximum/i;

const OVERFLOWN = { kind: 'output-limit', exitCode: 1 } as const;

/** What process events the program listens to, asked at the end. */
export interface ProcessEvents {
  emit(name: string, ...values: unknown[]): boolean;
  listenerCount(name: string): number;
  exitCode: unknown;
}

export class Program {
  stdin: Uint8Array = new Uint8Array();
  memoryBytes = Number.POSITIVE_INFINITY;
  emulated: ProcessEvents | undefined;
  /** A module's top-level code has not come to its end. */
  isMainPending = false;
  #port: PrivatePort | undefined;
  #doubt = '';
  readonly #output = new OutputBytes();
  #maxOutputBytes = 0;
  #stderr = '';
  #hasEnded = false;
  #isExiting = false;

  constructor(readonly loop: EventLoop) {}

  connect(port: PrivatePort): void {
    this.#port = port;
  }

  begin(job: RunJob): void {
    this.stdin = job.stdin;
    this.#maxOutputBytes = job.maxOutputBytes;
    this.memoryBytes = job.memoryBytes;
    this.loop.onError = (error) => this.fail(error);
    this.loop.onIdle = () => this.beforeExit();
    this.#port?.tell({ kind: 'began' });
  }

  /** For what this tier lacks: ends the run, to be judged by the server. */
  readonly refuse = (what: string): never => this.end({ kind: 'unsupported', exitCode: 1, detail: what });

  refuseSyntax(detail: string): never {
    return this.end({ kind: 'syntax', exitCode: 1, detail });
  }

  write(chunk: string | Uint8Array): void {
    if (this.#hasEnded) return;
    const room = this.#maxOutputBytes - this.#output.byteCount;
    // What is too much is not even looked at.
    if (chunk.length > room) this.end({ kind: 'output-limit', exitCode: 1 });
    else if (typeof chunk === 'string') this.#output.addText(chunk);
    else this.#output.addBytes(chunk);
  }

  /** The server might see this run otherwise. The first reason is kept. */
  doubt(reason: string): void {
    if (this.#doubt === '') this.#doubt = reason;
  }

  writeError(text: string): void {
    if (this.#stderr.length < MAX_STDERR_LENGTH) this.#stderr += text.slice(0, MAX_STDERR_LENGTH - this.#stderr.length);
  }

  /** Called first in every `catch` of the program: a caught overflow may not have happened on the server. */
  readonly noteCaught = (error: unknown): void => {
    if (error === ENDED) throw error;
    this.noteDoubtful(error, true);
  };

  /** An error that nobody caught, as Node.js treats it. */
  fail(error: unknown, isRejection = false): void {
    if (error === ENDED || this.#hasEnded) return;
    this.noteDoubtful(error);
    const event = isRejection ? 'unhandledRejection' : 'uncaughtException';
    if (this.emulated && this.emulated.listenerCount(event) > 0) {
      try {
        this.emulated.emit(event, error, isRejection ? undefined : 'uncaughtException');
        this.loop.wake();
        return;
      } catch (another) {
        if (another === ENDED) return;
        this.writeError(`${describeError(another)}\n`);
        this.end({ kind: 'exited', exitCode: 7 }, true);
        return;
      }
    }
    this.writeError(`Uncaught ${describeError(error)}\n`);
    this.exitEvents(1);
    this.end({ kind: 'exited', exitCode: 1 }, true);
  }

  /** What `process.exit` does. */
  exit(code: unknown): never {
    if (code !== undefined && this.emulated) this.emulated.exitCode = code;
    this.exitEvents(this.codeSoFar());
    return this.end({ kind: 'exited', exitCode: this.codeSoFar() });
  }

  private beforeExit(): void {
    if (this.#hasEnded) return;
    this.emulated?.emit('beforeExit', this.codeSoFar());
    if (this.loop.hasWork()) {
      this.loop.wake();
      return;
    }
    if (this.isMainPending) {
      this.writeError('Warning: Detected unsettled top-level await\n');
      this.exitEvents(13);
      this.end({ kind: 'exited', exitCode: 13 }, true);
      return;
    }
    this.exitEvents(this.codeSoFar());
    this.end({ kind: 'exited', exitCode: this.codeSoFar() }, true);
  }

  private exitEvents(code: number): void {
    if (this.#isExiting) return;
    this.#isExiting = true;
    try {
      this.emulated?.emit('exit', code);
    } catch (error) {
      if (error !== ENDED) this.writeError(`${describeError(error)}\n`);
    }
  }

  private codeSoFar(): number {
    const code = Number(this.emulated?.exitCode ?? 0);
    return Number.isInteger(code) ? code & 255 : 0;
  }

  private noteDoubtful(error: unknown, isCaught = false): void {
    // What it says of a text differs from engine to engine.
    if (isSyntaxError(error) && isCaught) this.doubt('the message of a syntax error');
    if (isBrowserError(error)) this.doubt('an error of the browser');
    if (!isRangeError(error)) return;
    const text = `${(error as RangeError).message}`;
    if (apply(matches, MACHINE_LIMIT, [text])) this.doubt(text);
  }

  private end(what: Partial<WorkerEnd> & Pick<WorkerEnd, 'kind' | 'exitCode'>, quietly?: boolean): never;
  private end(what: Partial<WorkerEnd> & Pick<WorkerEnd, 'kind' | 'exitCode'>, quietly = false): unknown {
    if (!this.#hasEnded) {
      this.#hasEnded = true;
      this.loop.stop();
      const { bytes: stdout, buffer } = this.#output.take();
      const doubts = this.#doubt === '' ? [] : [this.#doubt];
      const ended = this.#output.byteCount > this.#maxOutputBytes && what.kind === 'exited' ? OVERFLOWN : what;
      const end: WorkerEnd = { stdout, stderr: this.#stderr, detail: '', doubts, ...ended };
      this.#port?.tell({ kind: 'ended', end }, [buffer]);
    }
    if (quietly) return undefined;
    throw ENDED;
  }
}
