import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { storeSuite } from '../test/store-suite.js';

const { store } = storeSuite();

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

  test('a content that could not be read again is refused', async () => {
    const bytes = new Uint8Array(200 * 1024 * 1024 + 1);
    await expect(store.blobs.put(bytes)).rejects.toMatchObject({ code: 'too_large' });
  });

  test('an unknown name is undefined', async () => {
    expect(await store.blobs.get('0'.repeat(64))).toBeUndefined();
    expect(await store.blobs.get('no such')).toBeUndefined();
  });
});
