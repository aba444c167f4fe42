/**
 * The engine of Python: CPython 3.11 in WebAssembly, started once, its memory kept; each run has a worker of its own
 * that begins with that memory. What cannot come out as on the server ends the run as `unsupported` or leaves a doubt.
 */
import { removeBrowser } from '../javascript/scrub.js';
import type { RunJob } from '../protocol.js';
import { type PrivatePort, serveOneJob } from '../worker/private-port.js';
import { Exit } from './boundary.js';
import type { InterpreterModule } from './emscripten.js';
import { call, loadInterpreter, MAIN_PATH, type Snapshot, startPython } from './interpreter.js';
import { ENDED, PythonRun } from './python-run.js';

const run = new PythonRun();
let module: InterpreterModule;
let snapshot: Snapshot;

async function prepare(port: PrivatePort, assets: Record<string, unknown>): Promise<void> {
  const given = assets['interpreter.wasm'] as ArrayBuffer | WebAssembly.Module;
  const wasm = given instanceof WebAssembly.Module ? given : await WebAssembly.compile(given);
  if (wasm !== given) port.tell({ kind: 'asset', name: 'interpreter.wasm', value: wasm });
  const library = new Uint8Array(assets['library.zip'] as ArrayBuffer);
  const kept = assets.snapshot as Snapshot | undefined;
  module = await loadInterpreter({ wasm, library }, run, kept);
  snapshot = kept ?? startPython(module, run);
  if (!kept) port.tell({ kind: 'asset', name: 'snapshot', value: snapshot });
  removeBrowser(run.refuse);
}

function runJob(port: PrivatePort, job: RunJob): void {
  run.connect(port, job);
  try {
    runProgram(job);
  } catch (error) {
    if (error === ENDED) return;
    if (error instanceof Exit) run.exited(error.code);
    else endByFault(error);
  }
}

function runProgram({ code, stdin }: RunJob): void {
  module.FS.writeFile(MAIN_PATH, code);
  Object.assign(module.FS.lookupPath('/dev/stdin').node, { contents: stdin, usedBytes: stdin.length });
  const checked = call(module, 'PyLong_AsLong', call(module, 'PyObject_CallNoArgs', snapshot.check));
  if (checked === 1) {
    run.endBySyntax();
    return;
  }
  if (checked !== 0) run.refuse('compiling it');
  call(module, 'PyObject_CallNoArgs', snapshot.begin);
  run.begin();
  run.exited(call(module, 'Py_RunMain') & 255);
}

/** The interpreter itself was ended: by the stack of the browser, which is smaller than the server's, or by its own fault. */
function endByFault(error: unknown): void {
  try {
    run.refuse(error instanceof RangeError ? 'a deep recursion' : `the interpreter failed: ${String(error)}`);
  } catch {
    // Told.
  }
}

serveOneJob(prepare, runJob);
