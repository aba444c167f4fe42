/**
 * The stream between Node and a launcher, through the engine.
 *
 * The engine's side of it (Engine API, "Attach to a container"): towards the
 * container plain bytes, from it packets of 8 bytes of header (which output, three
 * zeros, length as 32 bits big-endian) and then that many bytes. Output 1 is the
 * program's standard output as it is; output 2 is the launcher's frames, some of
 * which announce raw bytes (launcher.h).
 */
import type { Duplex } from 'node:stream';
import { Frame } from '../frames.js';

const EMPTY: Buffer = Buffer.alloc(0);

export interface StreamEvents {
  onOutput(bytes: Buffer): void;
  onFrame(frame: Frame, content: Buffer): void;
  /** The container has ended, or the engine has. */
  onEnd(): void;
}

/** Reads until the end; never throws. */
export function readEngineStream(stream: Duplex, events: StreamEvents): void {
  const packets = new PacketReader();
  const frames = new FrameReader();
  let ended = false;
  const end = () => {
    if (!ended) events.onEnd();
    ended = true;
  };
  stream.on('data', (chunk: Buffer) => {
    packets.push(chunk, (output, bytes) => {
      if (output === 1) events.onOutput(bytes);
      else frames.push(bytes, events.onFrame);
    });
  });
  stream.on('end', end).on('close', end).on('error', end);
}

/** Gives parts of packets as they come: a packet may be larger than a chunk. */
class PacketReader {
  #head: Buffer = EMPTY;
  #output = 0;
  #left = 0;

  push(chunk: Buffer, take: (output: number, bytes: Buffer) => void): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#left === 0) {
        const wanted = 8 - this.#head.length;
        this.#head = Buffer.concat([this.#head, rest.subarray(0, wanted)]);
        rest = rest.subarray(wanted);
        if (this.#head.length < 8) return;
        this.#output = this.#head.readUInt8(0);
        this.#left = this.#head.readUInt32BE(4);
        this.#head = EMPTY;
        continue;
      }
      const part = rest.subarray(0, this.#left);
      this.#left -= part.length;
      rest = rest.subarray(part.length);
      take(this.#output, part);
    }
  }
}

/** Frames of native/frames.c; a frame with `bytes` is given together with the raw bytes that follow it. */
class FrameReader {
  #rest: Buffer = EMPTY;

  push(chunk: Buffer, take: (frame: Frame, content: Buffer) => void): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= 4) {
      const end = 4 + this.#rest.readUInt32LE();
      if (this.#rest.length < end) return;
      const frame = new Frame(this.#rest.subarray(4, end));
      const contentEnd = end + frame.number('bytes');
      if (this.#rest.length < contentEnd) return;
      const content = this.#rest.subarray(end, contentEnd);
      this.#rest = this.#rest.subarray(contentEnd);
      take(frame, content);
    }
  }
}
