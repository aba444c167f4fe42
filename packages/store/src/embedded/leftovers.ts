/**
 * Processes that an earlier start left in the data folder.
 *
 * Every process of a PostgreSQL server has its data folder as its working folder.
 * /proc/<pid>/cwd, compared by device and inode, finds them even from outside
 * their mount namespace and however postmaster.pid may look. The server that is
 * running may belong to a launcher that was killed: it is asked to stop. Only when
 * no process is left may the lock files be removed; they would stop the next server
 * where their number now belongs to a stranger, or to a zombie that no init reaps.
 */
import { readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LetscodeError } from '@letscode/core';

/** SIGINT is PostgreSQL's fast, SIGQUIT its immediate shutdown. */
const STEPS: { signal: NodeJS.Signals; waitMs: number }[] = [
  { signal: 'SIGINT', waitMs: 15_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

const LOOK_EVERY_MS = 20;

/**
 * Makes sure that nothing runs in `dataFolder`, and removes the locks of what did. Without /proc this does nothing, and PostgreSQL's own lock decides.
 *
 * @throws LetscodeError `data_folder_in_use` when a launcher that lives runs the server, or it cannot be stopped
 */
export async function clearLeftovers(
  { data: dataFolder, socket }: { data: string; socket: string },
  onLog: (line: string) => void,
): Promise<void> {
  const isLinux = await stat('/proc/self/cwd').then(
    () => true,
    () => false,
  );
  if (!isLinux) return;
  const postmaster = await postmasterPid(dataFolder);
  for (const { signal, waitMs } of STEPS) {
    const pids = await processesIn(dataFolder);
    if (pids.length === 0) break;
    await refuseIfOwned(pids, dataFolder);
    // The postmaster stops its children in order; without one they end by themselves or are told each.
    const told = postmaster !== undefined && pids.includes(postmaster) && signal !== 'SIGKILL' ? [postmaster] : pids;
    onLog(`stopping PostgreSQL left by an earlier start (${signal} to ${told.join(', ')})`);
    for (const pid of told) tell(pid, signal);
    for (let waited = 0; waited < waitMs && (await processesIn(dataFolder)).length > 0; waited += LOOK_EVERY_MS) {
      await sleep(LOOK_EVERY_MS);
    }
  }
  const left = await processesIn(dataFolder);
  if (left.length > 0) {
    throw new LetscodeError(
      'data_folder_in_use',
      `PostgreSQL still runs in ${dataFolder} and does not stop: end process ${left.join(', ')}`,
    );
  }
  await rm(path.join(dataFolder, 'postmaster.pid'), { force: true });
  await rm(path.join(socket, '.s.PGSQL.5432.lock'), { force: true });
}

async function postmasterPid(dataFolder: string): Promise<number | undefined> {
  const text = await readFile(path.join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return pid > 0 ? pid : undefined;
}

async function processesIn(dataFolder: string): Promise<number[]> {
  const wanted = await stat(dataFolder);
  const pids: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The name first: looking at another's cwd costs more, and most are not ours.
      if ((await readFile(`/proc/${name}/comm`, 'utf8')).trim() !== 'postgres') continue;
      const found = await stat(`/proc/${name}/cwd`);
      if (found.dev === wanted.dev && found.ino === wanted.ino) pids.push(Number(name));
    } catch {
      // Gone in the meantime, or another user's.
    }
  }
  return pids;
}

/** A server whose parent is a living program like us is in use; that of a killed one has init or a reaper as parent. */
async function refuseIfOwned(pids: number[], dataFolder: string): Promise<void> {
  for (const pid of pids) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const parent = Number(/^PPid:\s*(\d+)/m.exec(status)?.[1] ?? 0);
    if (parent <= 1 || pids.includes(parent)) continue;
    const program = await readlink(`/proc/${parent}/exe`).catch(() => '');
    if (path.basename(program) === path.basename(process.execPath)) {
      throw new LetscodeError(
        'data_folder_in_use',
        `PostgreSQL in ${dataFolder} already runs for process ${parent}: stop that one first, or choose another data folder`,
      );
    }
  }
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone.
  }
}
