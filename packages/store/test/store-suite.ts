/** For one test file: a real server with a migrated database and its store, all gone afterwards. */
import { afterAll, beforeAll } from 'vitest';
import type { Store } from '../src/contract.js';
import { openStore } from '../src/open-store.js';
import { startTestPostgres, type TestPostgres } from '../src/testing.js';

export interface StoreSuite {
  postgres: TestPostgres;
  /** Usable from the first test on; may be taken out at once. */
  store: Store;
  url: string;
}

/** @param prepare puts in what all tests of the file need */
export function storeSuite(prepare: (store: Store) => Promise<unknown> = async () => {}): StoreSuite {
  const suite = { store: {} } as StoreSuite;
  beforeAll(async () => {
    suite.postgres = await startTestPostgres();
    suite.url = await suite.postgres.createDatabase();
    Object.assign(suite.store, openStore(suite.url));
    await prepare(suite.store);
  });
  afterAll(async () => {
    await suite.store.close?.();
    await suite.postgres?.stop();
  });
  return suite;
}
