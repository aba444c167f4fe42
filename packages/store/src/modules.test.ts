import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { storeSuite } from '../test/store-suite.js';
import { Database } from './database.js';
import { moduleStore } from './modules.js';

const suite = storeSuite();
const { store } = suite;

async function makeOlder(id: string, interval: string): Promise<void> {
  const database = new Database(suite.url);
  await sql`UPDATE modules SET created_at = created_at - ${interval}::interval WHERE id = ${id}`.execute(
    database.kysely,
  );
  await database.close();
}

describe('modules', () => {
  test('are read as they were put', async () => {
    const bytes = Buffer.from([31, 139, 0, 255]);
    await store.modules.put('a', bytes);
    expect(await store.modules.has('a')).toBe(true);
    expect(Buffer.from((await store.modules.get('a')) ?? [])).toEqual(bytes);
    expect(await store.modules.get('b')).toBeUndefined();
  });

  test('are gone after an hour, and before that are not promised to anybody', async () => {
    await store.modules.put('old', Buffer.from('x'));
    await makeOlder('old', '59 minutes 30 seconds');
    expect([await store.modules.has('old'), (await store.modules.get('old')) !== undefined]).toEqual([false, true]);
    await makeOlder('old', '1 minute');
    expect(await store.modules.get('old')).toBeUndefined();
    await store.modules.put('old', Buffer.from('new'));
    expect(await store.modules.has('old')).toBe(true);
  });

  test('are removed from the oldest on beyond the bound of all', async () => {
    const database = new Database(suite.url);
    const bounded = moduleStore(database, 250);
    for (const id of ['first', 'second', 'third']) await bounded.put(id, Buffer.alloc(100));
    const there = await Promise.all(['first', 'second', 'third'].map((id) => bounded.has(id)));
    await database.close();
    expect(there).toEqual([false, true, true]);
  });
});
