/**
 * Runs a module once and says how it ended.
 *
 *   _start returns, proc_exit          exited
 *   letscode.abort, division trap      exited with 128 + the signal that the server's program dies of
 *   a Rust panic                       exited with 101
 *   letscode.out_of_memory             doubtful: memory counts otherwise on the server
 *   any other trap                     doubtful: what lies behind a wild address differs
 *   the browser's own stack is full    doubtful: it is small, the server's is not
 */
import type { RunJob, WorkerEnd } from '../protocol.js';
import { withMemoryMaximum } from './memory-maximum.js';
import { notThere, preview1 } from './preview1.js';
import { RunState } from './run-state.js';

const SIGABRT = 128 + 6;
const SIGFPE = 128 + 8;
const SIGSEGV = 128 + 11;
const PANICKED = 101;

/** What the linker sets aside for the stack (`stack-size` in the definitions); on the server it is hardly touched. */
const STACK_BYTES = 64 * 1024 * 1024;
/** Above this share of the memory limit the server, with pointers of 64 bits, may see more than the limit. */
const SURE_MEMORY_SHARE = 0.5;

const DIVISION = /divi|remainder|integer overflow|unrepresentable/i;
const NOTHING_THROWN = /terminate called without an active exception/;
const DEEP_STACK = /stack|recursion/i;

/** @param began called right before the program's first instruction */
export function runModule(job: RunJob, began: () => void): { end: WorkerEnd; buffer: ArrayBuffer } {
  const state = new RunState(job);
  const instance = instantiate(job, state);
  if (instance) {
    began();
    start(instance, job, state);
    const memory = instance.exports.memory as WebAssembly.Memory;
    const used = memory.buffer.byteLength - STACK_BYTES;
    if (used > job.memoryBytes * SURE_MEMORY_SHARE) state.doubt('memory');
  }
  const { bytes: stdout, buffer } = state.takeStdout();
  const { kind = 'lost', exitCode = 1, detail = '' } = state.end ?? {};
  return { end: { kind, exitCode, detail, stdout, stderr: state.stderrText, doubts: state.doubts }, buffer };
}

function instantiate({ module, memoryBytes }: RunJob, state: RunState): WebAssembly.Instance | undefined {
  if (!module) {
    state.settle('unsupported', 1, 'module');
    return undefined;
  }
  const bounded = withMemoryMaximum(new Uint8Array(module), memoryBytes + STACK_BYTES);
  if (!bounded) {
    state.settle('unsupported', 1, 'memory');
    return undefined;
  }
  let memory: WebAssembly.Memory | undefined;
  const calls = preview1(state, () => (memory as WebAssembly.Memory).buffer);
  try {
    const compiled = new WebAssembly.Module(bounded);
    const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {
      wasi_snapshot_preview1: calls as Record<string, WebAssembly.ImportValue>,
      letscode: {
        abort: () => {
          // Also what becomes of a full stack where nothing may be thrown.
          if (NOTHING_THROWN.test(state.stderrText)) state.doubt('recursion');
          state.finish('exited', SIGABRT);
        },
        out_of_memory: () => {
          state.doubt('memory');
          state.finish('exited', SIGABRT);
        },
      },
    };
    for (const { module: from, name } of WebAssembly.Module.imports(compiled)) {
      const known = imports[from];
      if (known && !(name in known)) known[name] = notThere as WebAssembly.ImportValue;
    }
    const instance = new WebAssembly.Instance(compiled, imports);
    memory = instance.exports.memory as WebAssembly.Memory;
    return instance;
  } catch (error) {
    state.settle('unsupported', 1, `module: ${String(error)}`);
    return undefined;
  }
}

function start(instance: WebAssembly.Instance, job: RunJob, state: RunState): void {
  try {
    (instance.exports._start as () => void)();
    state.settle('exited', 0);
  } catch (error) {
    if (!state.end) state.settle('exited', exitCodeOf(error, job, state));
  }
}

function exitCodeOf(error: unknown, { language }: RunJob, state: RunState): number {
  if (error instanceof WebAssembly.RuntimeError) {
    if (DIVISION.test(error.message)) return SIGFPE;
    if (language === 'rust' && /panicked at /.test(state.stderrText)) return PANICKED;
    state.doubt(/memory allocation of/.test(state.stderrText) ? 'memory' : 'fault');
    return SIGSEGV;
  }
  // A RangeError, or Firefox's InternalError: too much recursion.
  state.doubt(error instanceof Error && DEEP_STACK.test(error.message) ? 'recursion' : 'fault');
  return SIGSEGV;
}
