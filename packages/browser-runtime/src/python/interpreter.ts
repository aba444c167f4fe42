/**
 * Starts CPython, the one of Pyodide, without anything of Pyodide's: no bridge to JavaScript, no loader of packages.
 * The first worker starts it, lets it run the prelude and keeps its memory; every later one begins with that memory.
 */
import 'pyodide/pyodide.asm.js';
import checkSource from '../../../languages/definitions/support/check_python.py';
import { narrowImports } from './boundary.js';
import type { FileSystem, Imports, InterpreterModule } from './emscripten.js';
import preludeSource from './prelude.py';
import type { PythonRun } from './python-run.js';
import { installWatches } from './watches.js';

/** The interpreter's memory after its start, and where in it the functions of the prelude are. */
export interface Snapshot {
  bytes: Uint8Array;
  check: number;
  begin: number;
}

export interface InterpreterParts {
  wasm: WebAssembly.Module;
  library: Uint8Array;
}

export const MAIN_PATH = '/app/main.py';
const WORK_PATH = '/work';
const LIBRARY_PATH = '/usr/lib/python311.zip';
const CHECK_PATH = '/usr/lib/python3.11/check_python.py';

const PAGE_BYTES = 65536;
const MAX_PAGES = 32768;
const CHARACTER_DEVICE = 0o20666;
const WRITE_ONLY = 1;
/** Python's Py_file_input. */
const FILE_INPUT = 257;

type CreateModule = (options: Record<string, unknown>) => Promise<unknown>;
const createModule = (globalThis as unknown as { _createPyodideModule: CreateModule })._createPyodideModule;

export async function loadInterpreter(
  parts: InterpreterParts,
  run: PythonRun,
  snapshot: Snapshot | undefined,
): Promise<InterpreterModule> {
  const options: Record<string, unknown> = {
    noInitialRun: true,
    API: { config: { env: {}, args: [], jsglobals: {} } },
    arguments: [],
    preRun: [() => prepareFiles(module, parts.library)],
    print: () => {},
    printErr: () => {},
    ...(snapshot ? memoryFor(snapshot) : {}),
    instantiateWasm(imports: { env: Imports & Record<string, unknown> }, done: (...values: unknown[]) => void) {
      narrowImports(imports.env, run, () => module);
      const instance = new WebAssembly.Instance(parts.wasm, imports as unknown as WebAssembly.Imports);
      module.exports = instance.exports as InterpreterModule['exports'];
      module.table = imports.env.__indirect_function_table as unknown as WebAssembly.Table;
      done(instance, parts.wasm);
      return instance.exports;
    },
  };
  const module = options as unknown as InterpreterModule;
  module.addressOf = (name) => Number(options[`_${name}`]);
  const started = new Promise((resolve) => {
    options.postRun = resolve;
  });
  await createModule(options);
  await started;
  openStreams(module.FS, run);
  installWatches(module, run);
  if (snapshot) module.HEAPU8.set(snapshot.bytes);
  return module;
}

/** Starts Python and runs the prelude; the memory may then be kept. */
export function startPython(module: InterpreterModule, run: PythonRun): Snapshot {
  module.FS.writeFile(MAIN_PATH, '');
  module.FS.writeFile(CHECK_PATH, checkSource);
  initialize(module);
  const source = text(module, preludeSource);
  const name = text(module, '_letscode');
  const code = call(module, 'Py_CompileStringExFlags', source, text(module, '<frozen letscode>'), FILE_INPUT, 0, -1);
  const prelude = code && call(module, 'PyImport_ExecCodeModule', name, code);
  if (prelude === 0) {
    call(module, 'PyErr_Print');
    throw new Error(`the prelude of Python failed: ${run.stderr()}`);
  }
  const check = call(module, 'PyObject_GetAttrString', prelude, text(module, 'check'));
  const begin = call(module, 'PyObject_GetAttrString', prelude, text(module, 'begin'));
  module.FS.unlink(CHECK_PATH);
  return { bytes: module.HEAPU8.slice(), check, begin };
}

export function call(module: InterpreterModule, name: string, ...values: number[]): number {
  const native = module.exports[name];
  if (!native) throw new Error(`the interpreter has no ${name}`);
  return native(...values);
}

function memoryFor({ bytes }: Snapshot): Record<string, unknown> {
  const memory = new WebAssembly.Memory({ initial: bytes.length / PAGE_BYTES, maximum: MAX_PAGES });
  return { wasmMemory: memory, INITIAL_MEMORY: bytes.length };
}

function prepareFiles({ FS, ENV }: InterpreterModule, library: Uint8Array): void {
  FS.mkdirTree('/usr/lib/python3.11');
  FS.writeFile(LIBRARY_PATH, library, { canOwn: true });
  FS.mkdirTree('/app');
  FS.mkdirTree(WORK_PATH);
  FS.chdir(WORK_PATH);
  // The second is what the server's interpreter chooses by itself in the locale of its box.
  Object.assign(ENV, { PYTHONHOME: '/usr', PYTHONUTF8: '1', PYTHONINTMAXSTRDIGITS: '0' });
}

/** Standard input is a file, as on the server; the other two are devices that take whole blocks. */
function openStreams(FS: FileSystem, run: PythonRun): void {
  for (const fd of [0, 1, 2]) FS.close(FS.getStream(fd));
  const device = (path: string, minor: number, write: (bytes: Uint8Array) => void) => {
    const id = FS.makedev(64, minor);
    FS.registerDevice(id, {
      write(_stream: unknown, memory: Uint8Array, offset: number, length: number) {
        write(new Uint8Array(memory.subarray(offset, offset + length)));
        return length;
      },
    });
    FS.unlink(path);
    FS.mkdev(path, CHARACTER_DEVICE, id);
  };
  FS.unlink('/dev/stdin');
  FS.writeFile('/dev/stdin', '');
  device('/dev/stdout', 1, (bytes) => run.write(bytes));
  device('/dev/stderr', 2, (bytes) => run.writeError(bytes));
  FS.open('/dev/stdin', 0);
  FS.open('/dev/stdout', WRITE_ONLY);
  FS.open('/dev/stderr', WRITE_ONLY);
}

function text({ exports, HEAPU8 }: InterpreterModule, content: string): number {
  const bytes = new TextEncoder().encode(`${content}\0`);
  const address = (exports.malloc as (byteCount: number) => number)(bytes.length);
  HEAPU8.set(bytes, address);
  return address;
}

/** What `python /app/main.py` does before it looks at the file. */
function initialize(module: InterpreterModule): void {
  const malloc = module.exports.malloc as (byteCount: number) => number;
  const config = malloc(4096);
  const status = malloc(64);
  const values = malloc(8);
  module.HEAPU32[values >> 2] = text(module, '/usr/bin/python3');
  module.HEAPU32[(values >> 2) + 1] = text(module, MAIN_PATH);
  const check = () => {
    if (module.HEAPU32[status >> 2] !== 0) throw new Error('Python did not start');
  };
  call(module, 'PyConfig_InitPythonConfig', config);
  call(module, 'PyConfig_SetBytesArgv', status, config, 2, values);
  check();
  call(module, 'Py_InitializeFromConfig', status, config);
  check();
  call(module, 'PyConfig_Clear', config);
}
