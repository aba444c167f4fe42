/**
 * Frames between Node and the helper, as native/frames.c describes them: a
 * 32-bit little-endian length, then NUL-terminated strings, key and value by
 * turns. A key may repeat; order is kept.
 */

export type Pair = readonly [key: string, value: string];

/** As in native/frames.c: a longer one would end the helper, and all its runs. */
const MAX_FRAME_BYTES = 4 * 1024 * 1024;

/** @throws TypeError when a string holds a NUL, which would forge fields, or when they are too long together */
export function encodeFrame(pairs: readonly Pair[]): Buffer {
  const strings = pairs.flat();
  const odd = strings.find((text) => text.includes('\0'));
  if (odd !== undefined) throw new TypeError(`a NUL character can't be passed to the sandbox: ${JSON.stringify(odd)}`);
  const body = Buffer.from(strings.map((text) => `${text}\0`).join(''), 'utf8');
  if (body.length > MAX_FRAME_BYTES)
    throw new TypeError(`what a run is given is too long: ${body.length} bytes, at most ${MAX_FRAME_BYTES}`);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
}

/** Takes bytes as they come and gives whole frames. */
export class FrameDecoder {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): Frame[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    while (this.#rest.length >= 4) {
      const length = this.#rest.readUInt32LE();
      if (this.#rest.length < 4 + length) break;
      frames.push(new Frame(this.#rest.subarray(4, 4 + length)));
      this.#rest = this.#rest.subarray(4 + length);
    }
    return frames;
  }
}

export class Frame {
  readonly pairs: readonly Pair[];

  constructor(body: Buffer) {
    const strings = body.toString('utf8').split('\0');
    const pairs: Pair[] = [];
    for (let i = 0; i + 1 < strings.length; i += 2) pairs.push([strings[i] ?? '', strings[i + 1] ?? '']);
    this.pairs = pairs;
  }

  get(key: string): string | undefined {
    return this.pairs.find(([name]) => name === key)?.[1];
  }

  all(key: string): string[] {
    return this.pairs.filter(([name]) => name === key).map(([, value]) => value);
  }

  /** 0 when absent. */
  number(key: string): number {
    return Number(this.get(key) ?? 0);
  }
}
