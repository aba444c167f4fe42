/**
 * A hint at memory: what is allocated in one piece as a buffer. Garbage is counted too and small objects are
 * not, so this never decides a verdict; a program that comes near its limit is judged by the server.
 */
import type { Program } from './program.js';

const BUFFERS = [
  'ArrayBuffer',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const;

export function trackAllocations(program: Program): void {
  let total = 0;
  const scope = globalThis as unknown as Record<string, unknown>;
  for (const name of BUFFERS) {
    const native = globalThis[name] as unknown as new (...values: unknown[]) => object;
    const unitBytes = 'BYTES_PER_ELEMENT' in native ? Number(native.BYTES_PER_ELEMENT) : 1;
    const tracked: typeof native = new Proxy(native, {
      construct(target, values, newTarget): object {
        const [length] = values;
        if (typeof length === 'number') {
          total += length * unitBytes;
          if (total > program.memoryBytes / 2) program.doubt('memory');
          if (length * unitBytes > program.memoryBytes) program.refuse('memory');
        }
        return Reflect.construct(target, values, newTarget === tracked ? target : newTarget);
      },
    });
    Object.defineProperty(native.prototype, 'constructor', { value: tracked, writable: true, configurable: true });
    Object.defineProperty(scope, name, { value: tracked, writable: true, configurable: true, enumerable: false });
  }
}
