/**
 * Watches put into the interpreter, where something comes out otherwise than in the 64 bits of the server and
 * no Python code could notice: the order of a set whose members hash otherwise, and numbers that do not fit.
 *
 * A watch is a function in the interpreter's table that calls ours and then the one that stood there. It is put
 * in before the interpreter starts, always at the same place of the table, so that memory kept from one worker fits the next.
 */
import type { InterpreterModule } from './emscripten.js';
import type { PythonRun } from './python-run.js';
import { SetOrder } from './set-order.js';

/** Offsets in words of 4 bytes, of CPython 3.11 in 32 bits. */
const TYPE = { iter: 27, methods: 29, new: 39 };
const METHOD = { words: 4, name: 0, function: 1, flags: 2 };

/** METH_FASTCALL with METH_KEYWORDS. */
const CALLED_WITH_VECTOR = 0x82;

interface Slot {
  /** Of the slot, in words. */
  at: number;
  parameterCount: number;
  see: (...parameters: number[]) => void;
}

export function installWatches(module: InterpreterModule, run: PythonRun): void {
  const set = module.addressOf('PySet_Type') >> 2;
  const frozenSet = module.addressOf('PyFrozenSet_Type') >> 2;
  const error = (name: string) => ((module.HEAPU32[module.addressOf(name) >> 2] as number) >> 2) + TYPE.new;
  const builtIn = finderOfBuiltIns(module);
  const order = new SetOrder(module, run);
  const iterated = (object: number) => order.seeIterated(object);
  const slots: Slot[] = [
    { at: set + TYPE.iter, parameterCount: 1, see: iterated },
    { at: frozenSet + TYPE.iter, parameterCount: 1, see: iterated },
    { at: methodOfType(module, set, 'pop'), parameterCount: 2, see: iterated },
    {
      at: builtIn('sorted'),
      parameterCount: 4,
      see: (_self, values, count, names) => order.seeSorted(values as number, count as number, names as number),
    },
    ...['min', 'max'].map((name) => ({
      at: builtIn(name),
      parameterCount: 3,
      see: (...[, values, named]: number[]) => order.seeExtreme(values as number, named as number),
    })),
    { at: error('PyExc_OverflowError'), parameterCount: 3, see: () => run.doubt('a number too large for a C type') },
    { at: error('PyExc_MemoryError'), parameterCount: 3, see: () => run.doubt('memory') },
  ];
  const first = module.table.grow(slots.length);
  for (const [index, slot] of slots.entries()) {
    module.table.set(first + index, watched(module, slot));
    module.HEAPU32[slot.at] = first + index;
  }
}

function methodOfType(module: InterpreterModule, type: number, name: string): number {
  let at = (module.HEAPU32[type + TYPE.methods] as number) >> 2;
  for (; ; at += METHOD.words) {
    const address = module.HEAPU32[at + METHOD.name] as number;
    if (address === 0) throw new Error(`the interpreter has no ${name}`);
    if (module.UTF8ToString(address) === name) return at + METHOD.function;
  }
}

/** The table of built-in functions has no name outside: it is found by its entry of sorted(), which is in no other. */
function finderOfBuiltIns(module: InterpreterModule): (name: string) => number {
  const words = module.HEAPU32.subarray(0, module.addressOf('__stack_low') >> 2);
  const text = new TextDecoder('latin1').decode(module.HEAPU8.subarray(0, words.length * 4));
  const sorted = entryOf('sorted');
  return (name) => {
    let at = sorted;
    while (module.UTF8ToString(module.HEAPU32[at] as number) !== name) at -= METHOD.words;
    return at + METHOD.function;
  };

  function entryOf(name: string): number {
    for (let start = text.indexOf(`${name}\0`); start >= 0; start = text.indexOf(`${name}\0`, start + 1)) {
      for (let at = words.indexOf(start); at >= 0; at = words.indexOf(start, at + 1))
        if (words[at + METHOD.flags] === CALLED_WITH_VECTOR) return at;
    }
    throw new Error(`the interpreter has no ${name}`);
  }
}

/** A function of the table that calls `see` with all parameters and then what stood in the slot. */
function watched(module: InterpreterModule, { at, parameterCount, see }: Slot): unknown {
  const original = module.table.get(module.HEAPU32[at] as number) as WebAssembly.ImportValue;
  const parameters = [parameterCount, ...Array(parameterCount).fill(0x7f)];
  const locals = Array.from({ length: parameterCount }, (_, index) => [0x20, index]).flat();
  const body = [0, ...locals, 0x10, 0, ...locals, 0x10, 1, 0x0b];
  const bytes = new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [2, 0x60, ...parameters, 0, 0x60, ...parameters, 1, 0x7f]),
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
