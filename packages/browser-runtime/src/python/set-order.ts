/**
 * Notes when a program looks at the order of a set that the server would have in another order. Small numbers hash
 * alike in 32 and 64 bits, and texts hash at random on both sides. Tuples, floats, larger numbers and objects do not.
 */
import type { InterpreterModule } from './emscripten.js';
import type { PythonRun } from './python-run.js';

/** Offsets in words of 4 bytes, of CPython 3.11 in 32 bits. */
const SET = { fill: 2, mask: 4, table: 5 };
const OBJECT = { type: 1, size: 2, items: 3 };

/** A place whose member was taken out holds a marker of this hash, which no member has. */
const TAKEN_OUT = 0xffffffff;

/** Of the names that sorted() takes, only `reverse` is so long; `key` lets members be equal that are not alike. */
const REVERSE_LENGTH = 7;

export class SetOrder {
  private readonly alike: Set<number>;
  private readonly numbers: Set<number>;
  private readonly sets: Set<number>;
  /** How often compiling the program looks at the members of its constant sets. */
  private constantCount = 0;
  private isDoubtful = false;
  private lastSeen = '';
  /** Its next iteration is that of a function whose answer does not depend on the order. */
  private harmless = 0;

  constructor(
    private readonly module: InterpreterModule,
    private readonly run: PythonRun,
  ) {
    const addresses = (names: string[]) => new Set(names.map((name) => module.addressOf(name)));
    this.alike = addresses(['PyUnicode_Type', 'PyBytes_Type']);
    this.numbers = addresses(['PyLong_Type', 'PyBool_Type']);
    this.sets = addresses(['PySet_Type', 'PyFrozenSet_Type']);
  }

  /** sorted(), called with values at `values` and a tuple of the names of the last of them. */
  seeSorted(values: number, count: number, names: number): void {
    const { HEAPU32 } = this.module;
    const isPlain = names === 0 || (this.sizeOf(names) === 1 && this.sizeOf(this.itemOf(names)) === REVERSE_LENGTH);
    if (count === 1 && isPlain) this.expect(HEAPU32[values >> 2] as number);
  }

  /** min() or max(), called with a tuple of values. */
  seeExtreme(values: number, named: number): void {
    if (named === 0 && this.sizeOf(values) === 1) this.expect(this.itemOf(values));
  }

  seeIterated(set: number): void {
    if (this.run.isCompiling) this.constantCount++;
    if (this.isDoubtful || !this.run.isRunning) return;
    // The program is compiled once more before it starts, in the same way.
    if (this.constantCount-- > 0) return;
    if (set === this.harmless) {
      this.harmless = 0;
      return;
    }
    const { HEAPU32 } = this.module;
    const at = set >> 2;
    const [fill, mask, table] = [SET.fill, SET.mask, SET.table].map((offset) => HEAPU32[at + offset] as number);
    if ((fill as number) < 2) return;
    // Taking one member after the other looks at the same table again and again.
    const state = `${set} ${fill} ${table}`;
    if (state === this.lastSeen) return;
    this.lastSeen = state;
    const first = (table as number) >> 2;
    for (let entry = first; entry <= first + (mask as number) * 2; entry += 2) {
      const key = HEAPU32[entry] as number;
      if (key === 0 || HEAPU32[entry + 1] === TAKEN_OUT || this.hashesAlike(key)) continue;
      this.isDoubtful = true;
      this.run.doubt('the order of a set');
      return;
    }
  }

  private expect(object: number): void {
    if (this.sets.has(this.module.HEAPU32[(object >> 2) + OBJECT.type] as number)) this.harmless = object;
  }

  private hashesAlike(key: number): boolean {
    const { HEAPU32 } = this.module;
    const type = HEAPU32[(key >> 2) + OBJECT.type] as number;
    if (this.alike.has(type)) return true;
    if (!this.numbers.has(type)) return false;
    const digitCount = Math.abs(this.sizeOf(key));
    if (digitCount < 2) return true;
    // Below 2³¹ − 1, in digits of 30 bits.
    const [low, high] = HEAPU32.subarray((key >> 2) + OBJECT.items, (key >> 2) + OBJECT.items + 2);
    return digitCount === 2 && high === 1 && low !== 2 ** 30 - 1;
  }

  private sizeOf(object: number): number {
    return (this.module.HEAPU32[(object >> 2) + OBJECT.size] as number) | 0;
  }

  private itemOf(tuple: number): number {
    return this.module.HEAPU32[(tuple >> 2) + OBJECT.items] as number;
  }
}
