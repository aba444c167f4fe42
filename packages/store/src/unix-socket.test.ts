import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from './open-store.js';
import { startTestPostgres, type TestPostgres } from './testing.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

describe('connection strings over a Unix socket', () => {
  test('work in each form that people write', async () => {
    const given = new URL(await postgres.createDatabase());
    const folder = given.searchParams.get('host') ?? '';
    const database = given.pathname.slice(1);
    const forms = [
      given.href,
      `postgresql://letscode@/${database}?host=${folder}`,
      `postgres://letscode@/${database}?host=${encodeURIComponent(folder)}`,
      `postgresql://letscode@localhost:5432/${database}?host=${folder}`,
      `postgresql://letscode@${encodeURIComponent(folder)}/${database}`,
    ];
    for (const form of forms) {
      const store = openStore(form, { retryMs: 0 });
      await expect(store.ping(), form).resolves.toBeUndefined();
      expect(await store.languages.list(), form).toEqual([]);
      await store.close();
    }
  });
});
