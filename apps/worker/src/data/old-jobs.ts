/** Clears up after workers that were killed: their jobs' folders stay behind in the judge's scratch folder. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** No job lives that long without making a file, in ms. */
const OLD_MS = 30 * 60_000;

/** @param now milliseconds since 1970 */
export async function removeOldJobs(scratchFolder: string, now: number): Promise<void> {
  for (const name of await readdir(scratchFolder)) {
    if (!name.startsWith('job-')) continue;
    const path = join(scratchFolder, name);
    const found = await stat(path).catch(() => undefined);
    if (found && now - found.mtimeMs > OLD_MS) await rm(path, { recursive: true, force: true });
  }
}
