/** The problems that come with the checkout, as every start imports them. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore, type Store } from '@letscode/store';
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importPackage } from './import-package.js';

const FOLDER = join(import.meta.dirname, '../../../problems');

let postgres: TestPostgres;
let store: Store;
beforeAll(async () => {
  postgres = await startTestPostgres();
  store = openStore(await postgres.createDatabase());
});
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

it('all bundled problems are imported, and a second time none', async () => {
  const ids = (await readdir(FOLDER)).sort();
  for (const id of ids) expect(await importPackage(store, join(FOLDER, id)), id).toMatchObject({ changed: true });
  for (const id of ids) expect(await importPackage(store, join(FOLDER, id)), id).toMatchObject({ changed: false });
  expect((await store.problems.list()).map((problem) => problem.id)).toEqual(ids);
});
