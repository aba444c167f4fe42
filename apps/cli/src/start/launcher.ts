/**
 * The launcher: everything that `letscode start` runs, started in order and
 * stopped in reverse.
 *
 *     data folder → database → migrations → bundled problems → server → workers
 *
 * The database, the server and the workers are children of this process. A
 * child that dies is started again; when this process dies, they end too (the
 * Node ones by their IPC channel; a PostgreSQL that survives is stopped by the
 * next start).
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { LetscodeError, type Settings } from '@letscode/core';
import { openStore, type Store } from '@letscode/store';
import { importPackages } from '../import/import-packages.js';
import { openDataFolder } from './data-folder.js';
import { openDatabase } from './database.js';
import { openProgramLog } from './program-log.js';
import { type Supervised, supervise } from './supervised.js';

export interface LauncherOptions {
  settings: Settings;
  /** The checkout's root. */
  rootFolder: string;
  /** This process's environment, which the children inherit. */
  env: Readonly<Record<string, string | undefined>>;
  /** One line of progress for a person. */
  say(text: string): void;
  /** Aborted while starting: what has been started is stopped as soon as it can be. */
  signal: AbortSignal;
}

export interface Launcher {
  readonly url: string;
  stop(): Promise<void>;
}

const WORKER_READY_MS = 60_000;
const STOP_GRACE_MS = 8_000;

/** @throws LetscodeError `data_folder_in_use`, `bad_setting`, `database_unavailable` */
export async function launch({ settings, rootFolder, env: ownEnv, say, signal }: LauncherOptions): Promise<Launcher> {
  /** Undone last to first, on stop and when a later step fails. */
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const folder = await openDataFolder(settings.dataFolder);
    undo.push(() => folder.release());

    say(settings.databaseUrl ? 'Connecting to the database' : 'Starting the embedded PostgreSQL');
    const database = await openDatabase({ settings, dataFolder: folder.path, say });
    undo.push(() => database.stop());

    const store = openStore(database.url);
    try {
      await prepareDatabase(store, settings, rootFolder, say);
    } finally {
      await store.close();
    }

    const env: Record<string, string | undefined> = {
      ...ownEnv,
      ...childEnvironment(settings, database.url, folder.path),
    };
    const supervised = (title: string, app: 'server' | 'worker') =>
      supervise({
        title,
        program: join(rootFolder, 'apps', app, 'dist', 'main.js'),
        env,
        log: openProgramLog(folder.path, title.replace(' ', '-')),
        onNotice: say,
      });
    say('Starting the server');
    const server = supervised('server', 'server');
    undo.push(() => server.stop(STOP_GRACE_MS));
    const { port } = await Promise.race([server.ready, rejectOnAbort(signal)]);
    // A restarted server keeps the address that was printed, also when any free port was asked for.
    env.PORT = String(port);
    const url = `http://${shownHost(settings.host)}:${port}`;

    const { workerCount, laneCount } = workersAndLanes(settings);
    env.LETSCODE_LANES = String(laneCount);
    say(`Starting ${counted(workerCount, 'worker')} with ${counted(laneCount, 'lane')} each; toolchains are tried`);
    const workers = Array.from({ length: workerCount }, (_, index) => supervised(`worker ${index + 1}`, 'worker'));
    undo.push(async () => void (await Promise.all(workers.map((worker) => worker.stop(STOP_GRACE_MS)))));
    await folder.announce({ pid: process.pid, url, databaseUrl: database.url });
    await firstWorker(workers, signal, say);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function prepareDatabase(store: Store, settings: Settings, rootFolder: string, say: (text: string) => void) {
  await store.migrate();
  if (!settings.bundledProblems) return;
  let imported = 0;
  for await (const result of importPackages(store, [join(rootFolder, 'problems')])) {
    if (result.error) say(`Problem ${result.path} was not imported: ${result.error}`);
    else if (result.changed) imported += 1;
  }
  if (imported > 0) say(`Imported ${imported} bundled problem${imported === 1 ? '' : 's'}`);
}

function workersAndLanes(settings: Settings): { workerCount: number; laneCount: number } {
  const cores = availableParallelism();
  const workerCount = settings.workerCount ?? Math.max(1, Math.floor(cores / 4));
  return { workerCount, laneCount: settings.laneCount ?? Math.max(1, Math.floor(cores / workerCount)) };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Waits until one worker has proven its toolchains, but not for ever: pages work without. */
async function firstWorker(workers: Supervised[], signal: AbortSignal, say: (text: string) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<'none'>((resolve) => {
    timer = setTimeout(() => resolve('none'), WORKER_READY_MS);
    signal.addEventListener('abort', () => resolve('none'));
  });
  const allStruggle = Promise.all(workers.map((worker) => worker.struggling)).then(() => 'none' as const);
  const first = await Promise.race([givenUp, allStruggle, ...workers.map((worker) => worker.ready)]);
  clearTimeout(timer);
  if (first === 'none' && !signal.aborted) {
    say('No worker is ready: the pages work, submissions wait. `npx letscode doctor` tells why.');
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new LetscodeError('internal', 'stopped while starting'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** The children read the same settings, with what this process has worked out filled in. */
function childEnvironment(settings: Settings, databaseUrl: string, dataFolder: string): Record<string, string> {
  return {
    PORT: String(settings.port),
    HOST: settings.host,
    DATABASE_URL: databaseUrl,
    LETSCODE_DATA: dataFolder,
  };
}

function shownHost(host: string): string {
  if (host === '127.0.0.1' || host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
