/**
 * An output of a run as a file of the host: made anew when the first byte comes (a path that exists, also as a link, is an
 * error), written in order, with a bound on what waits to be written.
 */
import { type FileHandle, open } from 'node:fs/promises';

const MOST_WAITING_BYTES = 4 * 1024 * 1024;

/** Where an output of a run goes. */
export interface OutputSink {
  /** All that came, kept or not. */
  readonly bytes: number;
  /** What the host's side could not take. */
  readonly error: Error | undefined;
  /** Whether less is kept than came. */
  readonly isCut: boolean;
  /** @returns whether more may come at once; else `drained` tells when */
  write(bytes: Buffer): boolean;
  drained(): Promise<void>;
  close(): Promise<void>;
}

export class OutputFile implements OutputSink {
  readonly isCut = false;
  bytes = 0;
  error: Error | undefined;
  readonly #hostPath: string;
  #file: FileHandle | undefined;
  #waitingBytes = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(hostPath: string) {
    this.#hostPath = hostPath;
  }

  write(bytes: Buffer): boolean {
    this.bytes += bytes.length;
    this.#waitingBytes += bytes.length;
    this.#work = this.#work.then(() => this.#append(bytes));
    return this.#waitingBytes < MOST_WAITING_BYTES;
  }

  drained(): Promise<void> {
    return this.#work;
  }

  async close(): Promise<void> {
    await this.#work;
    try {
      await this.#file?.close();
    } catch (error) {
      this.error ??= error as Error;
    }
  }

  async #append(bytes: Buffer): Promise<void> {
    this.#waitingBytes -= bytes.length;
    if (this.error) return;
    try {
      this.#file ??= await open(this.#hostPath, 'wx', 0o644);
      await this.#file.writeFile(bytes);
    } catch (error) {
      this.error = error as Error;
    }
  }
}
