/**
 * One run as the interpreter's surroundings see it: what was printed, what is doubtful, and the end, which
 * comes once. After it nothing counts any more.
 */
import type { RunJob, WorkerEnd } from '../protocol.js';
import type { PrivatePort } from '../worker/private-port.js';

/** Thrown through the interpreter to unwind a run that has ended. */
export const ENDED: unique symbol = Symbol('ended');

const MAX_STDERR_BYTES = 64 * 1024;

/** Fifteen digits and more: a float that was printed in full. */
const FULL_FLOAT = /(?<![\d.])(?=[\d.]{16})\d*\.\d+/;

/** The server hides where in its box a file is. */
const BOX_PATH = /(?<![\w.-])\/(?:app|work)\/(?=\w)/g;

const LIBRARY = { here: '/usr/lib/python311.zip/', there: '/usr/lib/python3.11/' };

/** Errors that nobody caught, of which the server might know nothing. Overflows are noted when they are raised. */
const DOUBTFUL_ERROR =
  /^(?:OSError|IOError|FileNotFoundError|PermissionError|FileExistsError|IsADirectoryError|NotADirectoryError|BlockingIOError|InterruptedError|ImportError|ModuleNotFoundError|NotImplementedError|SystemError|BufferError|io\.UnsupportedOperation)\b|^AttributeError: module |sys\.maxsize|thread|valid range for|emscripten/m;

export class PythonRun {
  memoryBytes = Number.POSITIVE_INFINITY;
  /** From the program's first line on; before, only our own code has run. */
  isRunning = false;
  /** The prelude is compiling the program, to see whether it can be. */
  isCompiling = false;
  /** Its floats may have another last digit on the server. */
  hasInexactFloats = false;
  private readonly doubts = new Set<string>();
  private readonly parts: Uint8Array[] = [];
  private readonly errorParts: Uint8Array[] = [];
  private byteCount = 0;
  private errorByteCount = 0;
  private maxOutputBytes = 0;
  private hasEnded = false;
  private port: PrivatePort | undefined;

  /** Until this is called the engine is only being made ready: nothing is told, and a refusal is our own fault. */
  connect(port: PrivatePort, job: RunJob): void {
    this.port = port;
    this.memoryBytes = job.memoryBytes;
    this.maxOutputBytes = job.maxOutputBytes;
  }

  /** The program's first line comes next. */
  begin(): void {
    this.isRunning = true;
    this.port?.tell({ kind: 'began' });
  }

  doubt(what: string): void {
    if (this.port) this.doubts.add(what);
  }

  /** For what this tier lacks: ends the run, to be judged by the server. */
  readonly refuse = (what: string): never => {
    if (!this.port) throw new Error(`the interpreter asked for ${what} while it was made ready`);
    this.end({ kind: 'unsupported', exitCode: 1, detail: what });
    throw ENDED;
  };

  write(bytes: Uint8Array): void {
    this.parts.push(bytes);
    this.byteCount += bytes.length;
    if (this.byteCount <= this.maxOutputBytes || !this.port) return;
    this.end({ kind: 'output-limit', exitCode: 1 });
    throw ENDED;
  }

  writeError(bytes: Uint8Array): void {
    const room = MAX_STDERR_BYTES - this.errorByteCount;
    if (room <= 0) return;
    this.errorParts.push(bytes.subarray(0, room));
    this.errorByteCount += bytes.length;
  }

  /** The program does not compile; what was complained of is on standard error. */
  endBySyntax(): void {
    this.end({ kind: 'syntax', exitCode: 1, detail: this.stderr().trimEnd() });
  }

  exited(exitCode: number): void {
    if (exitCode !== 0 && DOUBTFUL_ERROR.test(lastLines(this.stderr()))) this.doubt('an error of its surroundings');
    const printed = () => new TextDecoder('latin1').decode(joined(this.parts));
    if (this.hasInexactFloats && FULL_FLOAT.test(printed())) this.doubt('the last digit of a float');
    this.end({ kind: 'exited', exitCode });
  }

  stderr(): string {
    return new TextDecoder()
      .decode(joined(this.errorParts))
      .replace(BOX_PATH, '')
      .replaceAll(LIBRARY.here, LIBRARY.there);
  }

  private end(what: Partial<WorkerEnd> & Pick<WorkerEnd, 'kind' | 'exitCode'>): void {
    if (this.hasEnded || !this.port) return;
    this.hasEnded = true;
    const stdout = joined(this.parts);
    const end: WorkerEnd = { stdout, stderr: this.stderr(), detail: '', doubts: [...this.doubts], ...what };
    this.port.tell({ kind: 'ended', end }, [stdout.buffer as ArrayBuffer]);
  }
}

/** The error itself stands at the end of a traceback. */
function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-3).join('\n');
}

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
