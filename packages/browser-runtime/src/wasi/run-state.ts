/**
 * The running module as its world sees it: what it reads, what it has printed, and its end, which comes once. An end is
 * told, and then the module is stopped by a trap: nothing in it can catch one, and no destructor runs any more.
 */
import { OutputBytes } from '../javascript/output-bytes.js';
import type { RunJob, WorkerEnd } from '../protocol.js';

const MAX_STDERR_BYTES = 64 * 1024;

/** `(module (func (export "t") unreachable))` */
const TRAP_MODULE = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 0x74, 0, 0, 0x0a, 5, 1, 3, 0, 0, 0x0b,
]);

export class RunState {
  readonly stdin: Uint8Array;
  /** How much of standard input has been read. */
  stdinAt = 0;
  /** Why the run ended, once it has. */
  end: Pick<WorkerEnd, 'kind' | 'exitCode' | 'detail'> | undefined;
  readonly #maxOutputBytes: number;
  readonly #stdout = new OutputBytes();
  readonly #stderr = new OutputBytes();
  #doubt = '';
  readonly #trap: () => never;

  constructor({ stdin, maxOutputBytes }: RunJob) {
    this.stdin = stdin;
    this.#maxOutputBytes = maxOutputBytes;
    this.#trap = new WebAssembly.Instance(new WebAssembly.Module(TRAP_MODULE)).exports.t as () => never;
  }

  /** Ends the run; the first end counts. */
  finish(kind: WorkerEnd['kind'], exitCode: number, detail = ''): never {
    this.settle(kind, exitCode, detail);
    return this.#trap();
  }

  /** As `finish`, for where nothing runs any more. */
  settle(kind: WorkerEnd['kind'], exitCode: number, detail = ''): void {
    this.end ??= { kind, exitCode, detail };
  }

  /** The server might see this run otherwise. The first reason is kept. */
  doubt(reason: string): void {
    if (this.#doubt === '') this.#doubt = reason;
  }

  get doubts(): string[] {
    return this.#doubt === '' ? [] : [this.#doubt];
  }

  /** @param chunk copied */
  write(toStderr: boolean, chunk: Uint8Array): void {
    if (this.end) this.#trap();
    if (toStderr) {
      const room = MAX_STDERR_BYTES - this.#stderr.byteCount;
      if (room > 0) this.#stderr.addBytes(chunk.subarray(0, room));
      return;
    }
    if (chunk.length > this.#maxOutputBytes - this.#stdout.byteCount) this.finish('output-limit', 1);
    this.#stdout.addBytes(chunk);
  }

  get stderrText(): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.#stderr.take().bytes);
  }

  takeStdout(): { bytes: Uint8Array; buffer: ArrayBuffer } {
    return this.#stdout.take();
  }
}
