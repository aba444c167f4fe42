/** The database behind a start: the operator's own by DATABASE_URL, or the embedded one, kept alive. */
import { LetscodeError, type Settings } from '@letscode/core';
import { type EmbeddedPostgres, openStore, startEmbeddedPostgres } from '@letscode/store';

export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

interface DatabaseOptions {
  settings: Settings;
  dataFolder: string;
  say(text: string): void;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl } = options.settings;
  if (databaseUrl === undefined) return keepEmbedded(options);
  const store = openStore(databaseUrl);
  try {
    await store.ping();
  } catch (error) {
    throw new LetscodeError(
      'database_unavailable',
      `No PostgreSQL answers at DATABASE_URL (${withoutPassword(databaseUrl)}): ${(error as Error).message}. Start it, correct the URL, or unset DATABASE_URL to use the embedded one.`,
      { cause: error },
    );
  } finally {
    await store.close();
  }
  return { url: databaseUrl, stop: async () => {} };
}

/** Starts the embedded server and starts it again when it dies, until stopped. */
async function keepEmbedded({ dataFolder, say }: DatabaseOptions): Promise<Database> {
  let stopped = false;
  let current: EmbeddedPostgres;
  let restarting: Promise<void> = Promise.resolve();

  async function restart(): Promise<void> {
    for (let delayMs = 200; !stopped; delayMs = Math.min(delayMs * 2, 10_000)) {
      try {
        current = await start();
        return;
      } catch (error) {
        say(`PostgreSQL did not start: ${(error as Error).message}`);
        await new Promise((resolve) => setTimeout(resolve, delayMs));
      }
    }
  }

  function start(): Promise<EmbeddedPostgres> {
    return startEmbeddedPostgres({
      dataFolder,
      onExit: () => {
        if (stopped) return;
        say('PostgreSQL ended, starting it again');
        restarting = restart();
      },
    });
  }

  current = await start();
  return {
    url: current.connectionString('letscode'),
    stop: async () => {
      stopped = true;
      await restarting;
      await current.stop();
    },
  };
}

function withoutPassword(url: string): string {
  return url.replace(/:\/\/([^:@/]*):[^@/]*@/, '://$1:…@');
}
