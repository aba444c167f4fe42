/**
 * Watches put into the interpreter's types, where something comes out otherwise than in the 64 bits of the server and
 * no Python code could notice: the order of a set whose members hash otherwise, and numbers that do not fit.
 *
 * A watch is a function in the interpreter's table that calls ours and then the one that stood there. It is put
 * in before the interpreter starts, always at the same place of the table, so that memory kept from one worker fits the next.
 */
import type { InterpreterModule } from './emscripten.js';
import type { PythonRun } from './python-run.js';

/** Offsets in words of 4 bytes, of CPython 3.11 in 32 bits. */
const TYPE = { iter: 27, methods: 29, new: 39 };
const METHOD = { words: 4, name: 0, function: 1 };
const SET = { fill: 2, mask: 4, table: 5 };
const OBJECT = { type: 1, size: 2, digits: 3 };

interface Slot {
  /** Of the slot, in words. */
  at: number;
  parameterCount: number;
  see: (object: number) => void;
}

export function installWatches(module: InterpreterModule, run: PythonRun): void {
  const set = module.addressOf('PySet_Type') >> 2;
  const frozenSet = module.addressOf('PyFrozenSet_Type') >> 2;
  const error = (name: string) => ((module.HEAPU32[module.addressOf(name) >> 2] as number) >> 2) + TYPE.new;
  const see = watchOrder(module, run);
  const slots: Slot[] = [
    { at: set + TYPE.iter, parameterCount: 1, see },
    { at: frozenSet + TYPE.iter, parameterCount: 1, see },
    { at: methodSlot(module, set, 'pop'), parameterCount: 2, see },
    { at: error('PyExc_OverflowError'), parameterCount: 3, see: () => run.doubt('a number too large for a C type') },
    { at: error('PyExc_MemoryError'), parameterCount: 3, see: () => run.doubt('memory') },
  ];
  const first = module.table.grow(slots.length);
  for (const [index, slot] of slots.entries()) {
    module.table.set(first + index, watched(module, slot));
    module.HEAPU32[slot.at] = first + index;
  }
}

function methodSlot(module: InterpreterModule, type: number, name: string): number {
  let at = (module.HEAPU32[type + TYPE.methods] as number) >> 2;
  for (; ; at += METHOD.words) {
    const address = module.HEAPU32[at + METHOD.name] as number;
    if (address === 0) throw new Error(`the interpreter has no ${name}`);
    if (module.UTF8ToString(address) === name) return at + METHOD.function;
  }
}

/** A function of the table that calls `see` with its first parameter and then what stood in the slot. */
function watched(module: InterpreterModule, { at, parameterCount, see }: Slot): unknown {
  const original = module.table.get(module.HEAPU32[at] as number) as WebAssembly.ImportValue;
  const types = [0x60, parameterCount, ...Array(parameterCount).fill(0x7f), 1, 0x7f];
  const locals = Array.from({ length: parameterCount }, (_, index) => [0x20, index]).flat();
  const body = [0, 0x20, 0, 0x10, 0, ...locals, 0x10, 1, 0x0b];
  const bytes = new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [2, 0x60, 1, 0x7f, 0, ...types]),
    ...section(2, [2, 1, 0x6d, 1, 0x73, 0, 0, 1, 0x6d, 1, 0x6f, 0, 1]),
    ...section(3, [1, 1]),
    ...section(7, [1, 1, 0x66, 0, 2]),
    ...section(10, [1, body.length, ...body]),
  ]);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { m: { s: see, o: original } });
  return instance.exports.f;
}

function section(id: number, content: number[]): number[] {
  return [id, content.length, ...content];
}

/**
 * The order of a set is that of the server when its members hash alike there: numbers below 2³¹ − 1 do, and texts
 * hash at random on both sides. Anything else (tuples, floats, larger numbers, objects) makes the run doubtful.
 */
function watchOrder(module: InterpreterModule, run: PythonRun): (set: number) => void {
  const alike = new Set(['PyUnicode_Type', 'PyBytes_Type'].map((name) => module.addressOf(name)));
  const numbers = new Set(['PyLong_Type', 'PyBool_Type'].map((name) => module.addressOf(name)));
  let isDoubtful = false;
  let seen = '';

  const isAlike = (key: number): boolean => {
    const { HEAPU32 } = module;
    const type = HEAPU32[(key >> 2) + OBJECT.type] as number;
    if (alike.has(type)) return true;
    if (!numbers.has(type)) return false;
    const size = Math.abs((HEAPU32[(key >> 2) + OBJECT.size] as number) | 0);
    if (size < 2) return true;
    const [low, high] = HEAPU32.subarray((key >> 2) + OBJECT.digits, (key >> 2) + OBJECT.digits + 2);
    return size === 2 && high === 1 && low !== 2 ** 30 - 1;
  };

  return (set) => {
    if (isDoubtful || !run.isRunning) return;
    const { HEAPU32 } = module;
    const at = set >> 2;
    const [fill, mask, table] = [HEAPU32[at + SET.fill], HEAPU32[at + SET.mask], HEAPU32[at + SET.table]] as number[];
    if ((fill as number) < 2) return;
    // Taking one member after the other looks at the same table again and again.
    const state = `${set} ${fill} ${table}`;
    if (state === seen) return;
    seen = state;
    const first = (table as number) >> 2;
    for (let entry = first; entry <= first + (mask as number) * 2; entry += 2) {
      const key = HEAPU32[entry] as number;
      // A place whose member was taken out holds a marker without a hash.
      if (key === 0 || HEAPU32[entry + 1] === 0xffffffff || isAlike(key)) continue;
      isDoubtful = true;
      run.doubt('the order of a set');
      return;
    }
  };
}
