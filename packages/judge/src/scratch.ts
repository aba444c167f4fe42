/** A folder for one job, gone when the job ends, however it ends. */
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { asJudgeFault } from './faults.js';

/** @param scratchFolder absolute; made when absent */
export async function withJobFolder<T>(scratchFolder: string, action: (hostFolder: string) => Promise<T>): Promise<T> {
  let folder: string | undefined;
  try {
    await mkdir(scratchFolder, { recursive: true });
    folder = await mkdtemp(join(scratchFolder, 'job-'));
    await chmod(folder, 0o755);
  } catch (cause) {
    if (folder) await rm(folder, { recursive: true, force: true });
    throw asJudgeFault(cause, 'making a scratch folder');
  }
  try {
    return await action(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
