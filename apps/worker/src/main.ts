/**
 * A worker's process: settings → store, sandbox → languages proven → taking jobs → stop.
 *
 * Run by the launcher with DATABASE_URL set; tells it `{type: 'ready', languages}`. Stops on
 * SIGTERM, SIGINT and when the launcher is gone (its IPC channel closes): what runs is given
 * back to the queue. Without isolation it ends with the remedy instead of judging.
 */
import { randomUUID } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import { delimiter, resolve } from 'node:path';
import { LetscodeError, readSettings, type Settings } from '@letscode/core';
import { loadLanguages } from '@letscode/languages';
import type { QueueEngine } from '@letscode/queue';
import { openSandboxAsSet } from '@letscode/sandbox';
import { openStore } from '@letscode/store';
import { type Logger, pino } from 'pino';
import { openSharedCache } from './data/shared-cache.js';
import { startWorker } from './worker.js';

/** How long running jobs may take to finish on stop, in ms. */
const GRACE_MS = 3_000;
/** When stopping itself hangs, in ms; the launcher waits 8 s. */
const FORCE_MS = 7_500;

async function main(settings: Settings, searchPath: string[], log: Logger): Promise<void> {
  const { databaseUrl, redisUrl } = settings;
  if (databaseUrl === undefined) {
    throw new LetscodeError('bad_setting', 'DATABASE_URL is not set: start with `npm start`, which runs a database');
  }
  const engine: QueueEngine = redisUrl ? { kind: 'redis', url: redisUrl } : { kind: 'postgres', url: databaseUrl };
  const laneCount = settings.laneCount ?? defaultLaneCount(settings.workerCount);
  const store = openStore(databaseUrl);
  await store.migrate();
  const shared = redisUrl ? openSharedCache(redisUrl) : undefined;
  const sandbox = await openSandboxAsSet(settings, laneCount);
  const stopped = stopSignal(log);
  const started = startWorker({
    store,
    engine,
    sandbox,
    languages: loadLanguages(),
    searchPath,
    dataFolder: resolve(settings.dataFolder),
    shared,
    laneCount,
    preparesToolchains: true,
    workerId: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
    log,
    now: Date.now,
  });
  try {
    // A stop while languages are still being proven doesn't wait for them.
    const worker = await Promise.race([started, stopped]);
    if (worker) {
      log.info({ laneCount, languages: worker.languageIds }, 'taking jobs');
      process.send?.({ type: 'ready', languages: worker.languageIds });
      await stopped;
      await worker.close(GRACE_MS);
    }
  } finally {
    started.catch(() => {});
    await sandbox.close();
    shared?.close();
  }
  await store.close();
}

function defaultLaneCount(workerCount: number | undefined): number {
  const cores = availableParallelism();
  return Math.max(1, Math.floor(cores / (workerCount ?? Math.max(1, Math.floor(cores / 4)))));
}

/** Resolves when the process is to stop; it ends by force if that takes too long. */
function stopSignal(log: Logger): Promise<undefined> {
  return new Promise((resolve) => {
    const stop = (reason: string) => {
      log.info({ reason }, 'stopping');
      setTimeout(() => process.exit(1), FORCE_MS).unref();
      resolve(undefined);
    };
    process.once('SIGTERM', () => stop('SIGTERM'));
    process.once('SIGINT', () => stop('SIGINT'));
    process.once('disconnect', () => stop('the launcher is gone'));
  });
}

function readOwnSettings(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(2);
  }
}

const settings = readOwnSettings();
const log = pino({ level: settings.logLevel, base: { program: 'worker', pid: process.pid } });
try {
  await main(settings, (process.env.PATH ?? '').split(delimiter).filter(Boolean), log);
  process.exit(0);
} catch (error) {
  log.fatal({ err: error }, error instanceof Error ? error.message : 'failed');
  process.exit(1);
}
