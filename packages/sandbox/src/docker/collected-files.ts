/**
 * Files that a launcher hands out, made anew on the host.
 *
 * Their names are the program's: a name that would leave the folder is a fault of
 * the launcher, which gives none. What exists already, also as a link, is never
 * followed or overwritten, and a folder is only entered when it was made here.
 */
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from '../frames.js';

export class CollectedFiles {
  readonly #hostPath: string;
  #file: { handle: FileHandle; leftBytes: number } | undefined;
  #work: Promise<void> = Promise.resolve();
  #error: Error | undefined;

  constructor(hostPath: string) {
    this.#hostPath = hostPath;
  }

  /** Takes `folder`, `file` and `content`; the work is done in order, behind the call. */
  take(frame: Frame, content: Buffer): void {
    this.#work = this.#work.then(async () => {
      try {
        if (!this.#error) await this.#take(frame, content);
      } catch (error) {
        this.#error = error as Error;
      }
    });
  }

  drained(): Promise<void> {
    return this.#work;
  }

  /** @throws Error when the host could not take all of it */
  async finish(): Promise<void> {
    await this.#work;
    if (this.#file) {
      await this.#file.handle.close();
      this.#error ??= new Error('a collected file is shorter than it was');
    }
    if (this.#error) throw this.#error;
  }

  async #take(frame: Frame, content: Buffer): Promise<void> {
    const kind = frame.get('kind');
    if (kind === 'folder') await mkdir(this.#inside(frame), 0o755);
    else if (kind === 'content') await this.#append(content);
    else {
      const handle = await open(this.#inside(frame), 'wx', 0o644);
      await handle.chmod(frame.number('mode') & 0o755);
      this.#file = { handle, leftBytes: frame.number('size') };
      await this.#append(content);
    }
  }

  async #append(content: Buffer): Promise<void> {
    const file = this.#file;
    if (!file || content.length > file.leftBytes) throw new Error('the launcher sent more of a file than it announced');
    await file.handle.writeFile(content);
    file.leftBytes -= content.length;
    if (file.leftBytes > 0) return;
    this.#file = undefined;
    await file.handle.close();
  }

  #inside(frame: Frame): string {
    const path = frame.get('path') ?? '';
    if (path.split('/').some((name) => name === '' || name === '.' || name === '..'))
      throw new Error(`not a path within a folder: ${JSON.stringify(path)}`);
    return join(this.#hostPath, path);
  }
}
