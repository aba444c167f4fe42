import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { storeSuite } from '../test/store-suite.js';
import { blobStore } from './blobs.js';
import { Database } from './database.js';

const suite = storeSuite();
const { store } = suite;

const MIB = 1024 * 1024;

async function* streamOf(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

async function readWhole(sha256: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await store.blobs.read(sha256))?.chunks ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database(suite.url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function contentCount(): Promise<number> {
  return withDatabase(async ({ kysely }) => {
    const { rows } = await sql<{ n: number }>`SELECT count(*)::integer AS n FROM blob_contents`.execute(kysely);
    return rows[0]?.n ?? -1;
  });
}

describe('blobs', () => {
  test('come back by their SHA-256 to the byte, whatever they hold', async () => {
    const bytes = randomBytes(3_000_000);
    const sha256 = await store.blobs.put(bytes);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(Buffer.compare((await store.blobs.get(sha256)) as Buffer, bytes)).toBe(0);
  });

  test('the same content may be put many times at once', async () => {
    const bytes = new TextEncoder().encode('same\0\xff');
    const names = await Promise.all(Array.from({ length: 8 }, () => store.blobs.put(bytes)));
    expect(new Set(names).size).toBe(1);
  });

  test('a view into a larger buffer stores the view alone, and nothing is a blob too', async () => {
    const whole = new Uint8Array([1, 2, 3, 4, 5]);
    const sha256 = await store.blobs.put(whole.subarray(1, 3));
    expect([...((await store.blobs.get(sha256)) ?? [])]).toEqual([2, 3]);
    expect((await store.blobs.get(await store.blobs.put(new Uint8Array())))?.length).toBe(0);
  });

  test.each([0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB, 3 * MIB + 17])(
    'a stream of %i bytes is stored under its hash and read in pieces of at most a MiB',
    async (byteCount) => {
      const bytes = randomBytes(byteCount);
      const cut = Math.floor(byteCount / 3);
      const stored = await store.blobs.putStream(streamOf(bytes.subarray(0, cut), bytes.subarray(cut)));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect(stored).toEqual({ sha256, byteCount });
      expect((await store.blobs.read(sha256))?.byteCount).toBe(byteCount);
      expect(Buffer.compare(await readWhole(sha256), bytes)).toBe(0);
      for await (const chunk of (await store.blobs.read(sha256))?.chunks ?? [])
        expect(chunk.length).toBeLessThanOrEqual(MIB);
      expect(Buffer.compare(Buffer.from((await store.blobs.get(sha256)) ?? []), bytes)).toBe(0);
    },
  );

  test('a stream that breaks off leaves nothing, and one that is known already no second copy', async () => {
    const before = await contentCount();
    const bytes = randomBytes(2 * MIB);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytes;
      throw new Error('the upload broke off');
    }
    await expect(store.blobs.putStream(broken())).rejects.toThrow('broke off');
    expect(await contentCount()).toBe(before);
    await store.blobs.putStream(streamOf(bytes));
    await store.blobs.putStream(streamOf(bytes));
    expect(await contentCount()).toBe(before + 1);
  });

  test('what a crash left half-way is removed when it is a day old, and nothing else', async () => {
    const kept = randomBytes(2 * MIB);
    const { sha256 } = await store.blobs.putStream(streamOf(kept));
    await withDatabase(async ({ kysely }) => {
      await sql`UPDATE blob_contents SET began_at = now() - interval '2 days'`.execute(kysely);
      await sql`INSERT INTO blob_contents VALUES (gen_random_uuid(), now() - interval '2 days'), (gen_random_uuid(), now())`.execute(
        kysely,
      );
    });
    const before = await contentCount();
    await store.blobs.putStream(streamOf(randomBytes(2 * MIB)));
    expect(await contentCount()).toBe(before);
    expect(Buffer.compare(await readWhole(sha256), kept)).toBe(0);
  });

  test('a content that is too large is refused while it still comes', async () => {
    await withDatabase(async (database) => {
      const small = blobStore(database, 2 * MIB);
      let given = 0;
      async function* endless(): AsyncGenerator<Uint8Array> {
        for (;;) {
          given += MIB;
          yield randomBytes(MIB);
        }
      }
      const before = await contentCount();
      await expect(small.putStream(endless())).rejects.toMatchObject({ code: 'too_large' });
      expect(given).toBeLessThan(8 * MIB);
      await expect(small.put(new Uint8Array(2 * MIB + 1))).rejects.toMatchObject({ code: 'too_large' });
      expect(await contentCount()).toBe(before);
    });
  });

  test('tells which names are known', async () => {
    const sha256 = await store.blobs.put(randomBytes(10));
    expect(await store.blobs.known([sha256, '0'.repeat(64)])).toEqual(new Set([sha256]));
    expect(await store.blobs.known([])).toEqual(new Set());
  });

  test('an unknown name is undefined', async () => {
    expect(await store.blobs.get('0'.repeat(64))).toBeUndefined();
    expect(await store.blobs.get('no such')).toBeUndefined();
  });
});
