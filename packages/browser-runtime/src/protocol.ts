/**
 * What page, frame and worker say to one another.
 *
 *     page ──window message "open", once, with a port──▶ frame     then only over that port:
 *     page ──FrameOrder──▶ frame ──FrameNews──▶ page
 *     frame ──WorkerStart, once, with a port──▶ worker              then only over that port:
 *     frame ──RunJob──▶ worker ──WorkerNews──▶ frame
 *
 * The ports are private: user code can reach `postMessage` and nobody listens to it. Nothing that
 * tells whether an answer is right goes in: the page compares.
 */
export type EngineId = 'javascript' | 'python' | 'wasi';

/** The one window message that the frame listens to. */
export const OPEN_MESSAGE = 'letscode:open';

/** What an engine is made of: a classic worker's script and the files that it reads, by name. */
export interface EngineParts {
  script: string;
  assets: Record<string, ArrayBuffer>;
}

export type RunLanguage = 'javascript' | 'typescript' | 'python' | 'c' | 'cpp' | 'rust';

/** The engine of each language of this tier. */
export const ENGINE_OF: Readonly<Record<RunLanguage, EngineId>> = {
  javascript: 'javascript',
  typescript: 'javascript',
  python: 'python',
  c: 'wasi',
  cpp: 'wasi',
  rust: 'wasi',
};

/** One run of one program. */
export interface RunJob {
  language: RunLanguage;
  code: string;
  /** What the server compiled of `code`, as WebAssembly for WASI preview 1: the engine `wasi` runs this. */
  module?: ArrayBuffer;
  stdin: Uint8Array;
  /** Wall time after which the worker is ended. */
  timeLimitMs: number;
  memoryBytes: number;
  /** Standard output beyond this ends the run. */
  maxOutputBytes: number;
}

export type FrameOrder =
  | ({ kind: 'engine'; engine: EngineId } & EngineParts)
  | { kind: 'run'; id: number; engine: EngineId; job: RunJob }
  | { kind: 'stop'; id: number }
  /** Whether the frame is still there: it answers at once, since no program runs on its own thread. */
  | { kind: 'ping' };

export type FrameNews =
  | { kind: 'ready'; engine: EngineId }
  | { kind: 'ended'; id: number; end: RunEnd }
  | { kind: 'failed'; engine: EngineId; detail: string }
  | { kind: 'pong' };

export interface WorkerStart {
  port: MessagePort;
  assets: Record<string, unknown>;
}

/**
 * How a run ended:
 *   exited        by itself; `exitCode` tells how
 *   time-limit    ended by the frame
 *   output-limit  printed more than it may
 *   syntax        was not started: it does not compile; `detail` says where
 *   unsupported   met something that this tier cannot judge as the server would; `detail` names it
 *   lost          the worker died
 */
export type RunEndKind = 'exited' | 'time-limit' | 'output-limit' | 'syntax' | 'unsupported' | 'lost';

export interface RunEnd {
  kind: RunEndKind;
  exitCode: number;
  stdout: Uint8Array;
  stderr: string;
  /** From the program's first line to its end, measured by the frame. */
  wallTimeMs: number;
  detail: string;
  /** Why the server might see it otherwise, although the run ended: stack, memory. */
  doubts: string[];
}

export type WorkerEnd = Omit<RunEnd, 'wallTimeMs'>;

export type WorkerNews =
  | { kind: 'ready' }
  /** Our own fault: the engine cannot start. */
  | { kind: 'broken'; detail: string }
  | { kind: 'began' }
  | { kind: 'ended'; end: WorkerEnd }
  /** Something that later workers of this engine start faster with. */
  | { kind: 'asset'; name: string; value: unknown };
