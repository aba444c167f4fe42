/**
 * All that the interpreter can ask of its surroundings: a list of what it may, and nothing else. Python code that
 * gets at the interpreter's memory, or at a function that it should not, comes no further than this.
 *
 * Files are those in memory. The clock is in UTC, as on the server. What is missing ends the run as
 * unsupported. The interpreter's bridge to JavaScript (modules `js`, `pyodide`) is never built: its functions are not here.
 */
import type { Imports, InterpreterModule, NativeFunction } from './emscripten.js';
import type { PythonRun } from './python-run.js';

/** Passed on as they are: control flow of C, files in memory, and calls that only compute. */
const PASSED =
  /^(?:invoke_\w+|__cxa_\w+|__resumeException|_Unwind_\w+|_emscripten_throw_longjmp|_PyImport_InitFunc_TrampolineCall|_Py_emscripten_runtime|_Py_CheckEmscriptenSignals_Helper|__stack_\w+|__(?:global|heap|memory)_base|_gmtime_js|_timegm_js|strftime(?:_l)?|emscripten_date_now|_emscripten_get_now_is_monotonic|emscripten_get_now_res|emscripten_get_heap_max|emscripten_memcpy\w*|environ_get|environ_sizes_get|_emscripten_get_progname|fd_close|fd_fdstat_get|fd_pread|fd_pwrite|fd_read|fd_seek|fd_sync|fd_write|__syscall_(?:dup|dup3|faccessat|fadvise64|fcntl64|fdatasync|fstat64|getcwd|getdents64|ioctl|lstat64|newfstatat|readlinkat|stat64)|_munmap_js)$/;

/** What may be opened to read: the program and its folder, the library, the three standard streams. */
const OPENED = /^\/(?:app(?:\/.*)?|usr\/lib\/python3[^/]*(?:\/.*)?|dev\/(?:stdin|stdout|stderr|null))$/;
const MESSAGE = /^\/letscode\/(refuse|doubt|floats|compiling)\/(.*)$/s;
const DESCRIPTOR_PATH = /^\/(?:dev\/fd|proc\/self\/fd)\/([012])$/;
const STREAM_PATHS = ['/dev/stdin', '/dev/stdout', '/dev/stderr'];

/** O_WRONLY, O_RDWR, O_CREAT and O_TRUNC. */
const WRITING = 0o1103;
const NO_SUCH_FILE = -44;
const TM_SECONDS_BYTES = 36;

/** Taken before any program runs, and before they are taken away. */
const now = performance.now.bind(performance);
const fillRandom = crypto.getRandomValues.bind(crypto);

/** Thrown by a program that ends without the interpreter, as by os._exit. */
export class Exit {
  constructor(readonly code: number) {}
}

export function narrowImports(imports: Imports, run: PythonRun, module: () => InterpreterModule): void {
  const own = ownImports(imports, run, module);
  for (const [name, given] of Object.entries(imports)) {
    if (typeof given !== 'function' || PASSED.test(name)) continue;
    const replacement = (own[name] ?? (() => run.refuse(name))) as Imports[string];
    // A pointer to it may be taken: then its types are needed.
    if (given.sig !== undefined) replacement.sig = given.sig;
    imports[name] = replacement;
  }
}

function ownImports(given: Imports, run: PythonRun, module: () => InterpreterModule): Record<string, NativeFunction> {
  const native = (name: string) => given[name] as (...values: unknown[]) => number;
  const open = native('__syscall_openat');
  const grow = native('emscripten_resize_heap');
  const gmtime = native('_gmtime_js');
  const counts: number[] = [];
  return {
    // Functions that declare fewer parameters than they are called with are called with so many, and not through
    // JavaScript: that would take several times the stack.
    _PyEM_detect_type_reflection: () => 1,
    _PyEM_CountFuncParams(index: number): number {
      const known = counts[index];
      if (known !== undefined) return known;
      const { length } = module().table.get(index) as { length: number };
      counts[index] = length;
      return length;
    },
    __syscall_openat(directory: number, address: number, flags: number, rest: number): number {
      const path = module().UTF8ToString(address);
      const message = MESSAGE.exec(path);
      if (message) return hearMessage(run, message[1] as string, message[2] as string);
      const descriptor = DESCRIPTOR_PATH.exec(path)?.[1];
      if (descriptor !== undefined) return Number(module().FS.open(STREAM_PATHS[Number(descriptor)] as string, flags));
      const isOurs = OPENED.test(path) && !path.includes('..') && ((flags & WRITING) === 0 || path.startsWith('/dev/'));
      if (run.isRunning && !isOurs) return run.refuse(`file ${path}`);
      return open(directory, address, flags, rest);
    },
    emscripten_resize_heap(requestedBytes: number): number {
      const bytes = requestedBytes >>> 0;
      // Objects are half as large as on the server.
      if (bytes > run.memoryBytes / 2) run.doubt('memory');
      return bytes > run.memoryBytes ? 0 : grow(bytes);
    },
    getentropy(address: number, byteCount: number): number {
      const bytes = new Uint8Array(byteCount);
      fillRandom(bytes);
      module().HEAPU8.set(bytes, address);
      return 0;
    },
    emscripten_get_now: () => now(),
    _localtime_js(seconds: bigint, address: number): void {
      gmtime(seconds, address);
      module().HEAPU32.fill(0, (address + TM_SECONDS_BYTES - 4) >> 2, ((address + TM_SECONDS_BYTES) >> 2) + 1);
    },
    _mktime_js: native('_timegm_js') as NativeFunction,
    _tzset_js(timezone: number, daylight: number, names: number): void {
      const { HEAPU8, HEAPU32, exports } = module();
      const name = (exports.malloc as NonNullable<typeof exports.malloc>)(4);
      HEAPU8.set([0x55, 0x54, 0x43, 0], name);
      HEAPU32[timezone >> 2] = 0;
      HEAPU32[daylight >> 2] = 0;
      HEAPU32[names >> 2] = name;
      HEAPU32[(names >> 2) + 1] = name;
    },
    exit: (code: number): never => leave(code),
    proc_exit: (code: number): never => leave(code),
    abort: (): never => run.refuse('the interpreter gave up'),
    __assert_fail: (): never => run.refuse('the interpreter gave up'),
  };
}

function leave(code: number): never {
  throw new Exit(code & 255);
}

function hearMessage(run: PythonRun, kind: string, what: string): number {
  if (kind === 'refuse') return run.refuse(what);
  if (kind === 'doubt') run.doubt(what);
  else if (kind === 'floats') run.hasInexactFloats = true;
  else run.isCompiling = what === 'begins' && !run.isRunning;
  return NO_SUCH_FILE;
}
