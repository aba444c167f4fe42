/**
 * The data folder: one running Let'sCode per folder.
 *
 * The lock is an abstract Unix socket named after the folder's real path. The
 * kernel drops it with the process that holds it, so that a crash leaves nothing
 * to clean up and two starts can't race. The holder also leaves `running.json`,
 * from which other commands learn where the database is; it is only believed
 * while the lock is held.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { LetscodeError } from '@letscode/core';

/** What the running launcher tells other commands. */
export interface RunningInfo {
  pid: number;
  url: string;
  databaseUrl: string;
}

export interface DataFolder {
  readonly path: string;
  announce(info: RunningInfo): Promise<void>;
  release(): Promise<void>;
}

function lockName(path: string): string {
  return `\0letscode-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
}

/** Whether the lock could be taken; the server holds it until closed. */
function takeLock(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(lockName(path), () => resolve(server));
  });
}

/**
 * Creates the folder where needed and takes it for this process.
 *
 * @throws LetscodeError `data_folder_in_use` that names the process which has it
 */
export async function openDataFolder(wanted: string): Promise<DataFolder> {
  await mkdir(wanted, { recursive: true });
  const path = await realpath(wanted);
  const infoPath = join(path, 'running.json');
  const lock = await takeLock(path);
  if (!lock) {
    const holder = await readInfo(infoPath);
    const who = holder ? ` (process ${holder.pid}, ${holder.url})` : '';
    throw new LetscodeError(
      'data_folder_in_use',
      `Let'sCode is already running on the data folder ${path}${who}. Stop it first, or set LETSCODE_DATA to another folder.`,
    );
  }
  await rm(infoPath, { force: true });
  return {
    path,
    announce: (info) => writeFile(infoPath, JSON.stringify(info), { mode: 0o600 }),
    release: async () => {
      await rm(infoPath, { force: true });
      await new Promise((resolve) => lock.close(resolve));
    },
  };
}

/** What runs on this folder now, or undefined. */
export async function findRunning(folder: string): Promise<RunningInfo | undefined> {
  const path = await realpath(folder).catch(() => undefined);
  if (path === undefined) return undefined;
  const lock = await takeLock(path);
  if (lock) {
    await new Promise((resolve) => lock.close(resolve));
    return undefined;
  }
  return readInfo(join(path, 'running.json'));
}

async function readInfo(infoPath: string): Promise<RunningInfo | undefined> {
  try {
    return JSON.parse(await readFile(infoPath, 'utf8')) as RunningInfo;
  } catch {
    return undefined;
  }
}
