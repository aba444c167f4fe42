/**
 * What a program has printed, in one growing buffer. Works with what it took before the program began, on
 * storage of its own: nothing that a program puts into prototypes sees the output or changes it.
 */
const { apply } = Reflect;
const NativeBuffer = ArrayBuffer;
const NativeBytes = Uint8Array;
const setBytes = NativeBytes.prototype.set;
const encodeInto = TextEncoder.prototype.encodeInto;
const encoder = new TextEncoder();

/** Text waits until there is this much of it, in characters. */
const BATCH_LENGTH = 1 << 16;

export class OutputBytes {
  #capacity = 1 << 12;
  #buffer = new NativeBuffer(this.#capacity);
  #byteCount = 0;
  #text = '';

  /** A lower bound until `take`: waiting text counts one byte a character. */
  get byteCount(): number {
    return this.#byteCount + this.#text.length;
  }

  addText(chunk: string): void {
    this.#text += chunk;
    // A surrogate at the end of a chunk is on its own there, whatever comes next.
    const last = chunk.length > 0 ? charCodeAt(chunk, chunk.length - 1) : 0;
    if (this.#text.length > BATCH_LENGTH || (last >= 0xd800 && last <= 0xdbff)) this.#flush();
  }

  addBytes(chunk: Uint8Array): void {
    this.#flush();
    this.#reserve(chunk.byteLength);
    apply(setBytes, new NativeBytes(this.#buffer), [chunk, this.#byteCount]);
    this.#byteCount += chunk.byteLength;
  }

  /** All of it, yours to keep, in a buffer that holds nothing else. */
  take(): { bytes: Uint8Array; buffer: ArrayBuffer } {
    this.#flush();
    return copyOf(this.#buffer, this.#byteCount, this.#byteCount);
  }

  #flush(): void {
    const text = this.#text;
    if (text === '') return;
    this.#text = '';
    this.#reserve(text.length * 3);
    const room = new NativeBytes(this.#buffer, this.#byteCount);
    this.#byteCount += (apply(encodeInto, encoder, [text, room]) as { written: number }).written;
  }

  #reserve(byteCount: number): void {
    const wanted = this.#byteCount + byteCount;
    if (wanted <= this.#capacity) return;
    this.#capacity = wanted > this.#capacity * 2 ? wanted : this.#capacity * 2;
    this.#buffer = copyOf(this.#buffer, this.#byteCount, this.#capacity).buffer;
  }
}

/** The first bytes of a buffer in another one of `capacity`. */
function copyOf(from: ArrayBuffer, byteCount: number, capacity: number): { bytes: Uint8Array; buffer: ArrayBuffer } {
  const buffer = new NativeBuffer(capacity);
  const bytes = new NativeBytes(buffer);
  apply(setBytes, bytes, [new NativeBytes(from, 0, byteCount)]);
  return { bytes, buffer };
}

const nativeCharCodeAt = String.prototype.charCodeAt;

function charCodeAt(text: string, at: number): number {
  return apply(nativeCharCodeAt, text, [at]) as number;
}
