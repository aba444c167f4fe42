/**
 * The server's process: settings → store, queue → listening → stop.
 *
 * Run by the launcher with DATABASE_URL set; tells it `{type: 'ready', port}`. Stops on
 * SIGTERM, SIGINT and when the launcher is gone (its IPC channel closes).
 */
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LetscodeError, readSettings, type Settings } from '@letscode/core';
import { loadLanguages } from '@letscode/languages';
import { openQueueClient, type QueueEngine } from '@letscode/queue';
import { openStore } from '@letscode/store';
import { type Logger, pino } from 'pino';
import { startServer } from './server.js';

/** How long running requests may take to finish on stop, in ms. */
const GRACE_MS = 3_000;

/** From apps/server/dist as well as from apps/server/src. */
const WEB_FOLDER = fileURLToPath(new URL('../../web/dist/', import.meta.url));

async function main(settings: Settings, log: Logger): Promise<void> {
  const { databaseUrl, redisUrl, host, port } = settings;
  if (databaseUrl === undefined) {
    throw new LetscodeError('bad_setting', 'DATABASE_URL is not set: start with `npm start`, which runs a database');
  }
  const engine: QueueEngine = redisUrl ? { kind: 'redis', url: redisUrl } : { kind: 'postgres', url: databaseUrl };
  const stopped = stopSignal();
  const store = openStore(databaseUrl);
  await store.migrate();
  const languages = await loadLanguages();
  const scratchFolder = join(resolve(settings.dataFolder), 'uploads');
  const queue = await openQueueClient({
    engine,
    onError: (error) => log.debug({ err: error }, 'the queue had an error and goes on'),
  });
  const server = await startServer(
    { store, queue, languages, settings, webFolder: WEB_FOLDER, scratchFolder, log, now: Date.now, newId: randomUUID },
    { host, port },
  );
  log.info({ host, port: server.port }, 'listening');
  process.send?.({ type: 'ready', port: server.port });

  log.info({ reason: await stopped }, 'stopping');
  await server.close(GRACE_MS);
  await queue.close();
  await store.close();
}

/** Resolves with the reason to stop. */
function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve('SIGTERM'));
    process.once('SIGINT', () => resolve('SIGINT'));
    process.once('disconnect', () => resolve('the launcher is gone'));
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
const log = pino({ level: settings.logLevel, base: { program: 'server' } });
try {
  await main(settings, log);
  process.exit(0);
} catch (error) {
  log.fatal({ err: error }, error instanceof Error ? error.message : 'failed');
  process.exit(1);
}
