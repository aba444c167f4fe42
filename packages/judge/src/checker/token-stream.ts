/**
 * A file as alternating blanks and tokens, read in chunks: memory stays constant
 * whatever the sizes of the file and of its tokens.
 *
 * What lies in the chunk already is answered at once; only the methods that may
 * have to read are asynchronous, so that millions of small tokens stay cheap.
 * Blank and token are those of C++ streams in the C locale: space \t \n \v \f \r.
 */
import type { FileHandle } from 'node:fs/promises';

export const CHUNK_BYTES = 256 * 1024;

function isBlank(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

export class TokenStream {
  /** Line of the next byte, from 1. */
  line = 1;
  private readonly chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  private at = 0;
  private end = 0;
  private filePosition = 0;
  private fileEnded = false;

  /** @param file stays open; the caller closes it */
  constructor(private readonly file: FileHandle) {}

  /** Moves what is left to the front and fills up behind it; afterwards the chunk is full or the file has ended. */
  private async refill(): Promise<void> {
    this.chunk.copyWithin(0, this.at, this.end);
    this.end -= this.at;
    this.at = 0;
    while (!this.fileEnded && this.end < CHUNK_BYTES) {
      const { bytesRead } = await this.file.read(this.chunk, this.end, CHUNK_BYTES - this.end, this.filePosition);
      this.filePosition += bytesRead;
      this.end += bytesRead;
      this.fileEnded = bytesRead === 0;
    }
  }

  /** Passes blanks within the chunk; true when a token begins here. */
  private skipBlanksInChunk(): boolean {
    while (this.at < this.end) {
      const byte = this.chunk[this.at] as number;
      if (!isBlank(byte)) return true;
      if (byte === 10) this.line++;
      this.at++;
    }
    return false;
  }

  /** Passes blanks; true when a token begins here, false at the end of the file. */
  skipBlanks(): boolean | Promise<boolean> {
    return this.skipBlanksInChunk() || (this.fileEnded ? false : this.skipBlanksReading());
  }

  private async skipBlanksReading(): Promise<boolean> {
    while (!this.skipBlanksInChunk()) {
      if (this.fileEnded) return false;
      await this.refill();
    }
    return true;
  }

  /** Takes one byte if it is a blank; undefined at a token or at the end of the file. */
  async takeBlank(): Promise<number | undefined> {
    if (this.at === this.end && !this.fileEnded) await this.refill();
    if (this.at === this.end) return undefined;
    const byte = this.chunk[this.at] as number;
    if (!isBlank(byte)) return undefined;
    if (byte === 10) this.line++;
    this.at++;
    return byte;
  }

  /**
   * Takes the token that begins here as latin1 text when the chunk holds all of it.
   *
   * @returns undefined for a token that is longer than a chunk: use `takePart`
   */
  token(): string | undefined | Promise<string | undefined> {
    const end = this.tokenEnd();
    if (end >= 0) return this.cut(end);
    return this.refill().then(() => {
      const endNow = this.tokenEnd();
      return endNow < 0 ? undefined : this.cut(endNow);
    });
  }

  private tokenEnd(): number {
    let index = this.at;
    while (index < this.end && !isBlank(this.chunk[index] as number)) index++;
    return index < this.end || this.fileEnded ? index : -1;
  }

  private cut(end: number): string {
    const text = this.chunk.toString('latin1', this.at, end);
    this.at = end;
    return text;
  }

  /** Takes up to `maxBytes` of the token that is being read; empty at its end. */
  async takePart(maxBytes: number): Promise<string> {
    if (this.at === this.end && !this.fileEnded) await this.refill();
    let index = this.at;
    const limit = Math.min(this.end, this.at + maxBytes);
    while (index < limit && !isBlank(this.chunk[index] as number)) index++;
    return this.cut(index);
  }
}
