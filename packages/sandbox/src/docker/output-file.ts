/** An output of a run as a file of the host: created anew, written in order, with a bound on what waits to be written. */
import { type FileHandle, open } from 'node:fs/promises';

const MOST_WAITING_BYTES = 4 * 1024 * 1024;

export class OutputFile {
  bytes = 0;
  /** What the host's side could not take. */
  error: Error | undefined;
  readonly #file: FileHandle;
  #waitingBytes = 0;
  #work: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @throws Error when the path exists, also as a link */
  static async create(path: string): Promise<OutputFile> {
    return new OutputFile(await open(path, 'wx', 0o644));
  }

  /** @returns whether more may come at once; else `drained` tells when */
  write(bytes: Buffer): boolean {
    this.bytes += bytes.length;
    this.#waitingBytes += bytes.length;
    this.#work = this.#work.then(async () => {
      try {
        if (!this.error) await this.#file.writeFile(bytes);
      } catch (error) {
        this.error = error as Error;
      }
      this.#waitingBytes -= bytes.length;
    });
    return this.#waitingBytes < MOST_WAITING_BYTES;
  }

  drained(): Promise<void> {
    return this.#work;
  }

  async close(): Promise<void> {
    await this.#work;
    try {
      await this.#file.close();
    } catch (error) {
      this.error ??= error as Error;
    }
  }
}
