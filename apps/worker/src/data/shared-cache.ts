/**
 * What workers on several machines share for a while, in the Redis of the queue. A courtesy:
 * a Redis that is away, slow or full costs time and nothing else.
 */
import { Redis } from 'ioredis';

export interface SharedCache {
  get(key: string): Promise<Uint8Array | undefined>;
  set(key: string, bytes: Uint8Array, ttlMs: number): Promise<void>;
  close(): void;
}

/** How long an answer is worth waiting for, in ms. */
const PATIENCE_MS = 1_000;

/** @param namespace keeps suites apart */
export function openSharedCache(url: string, namespace = 'letscode'): SharedCache {
  const redis = new Redis(url, {
    commandTimeout: PATIENCE_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (count) => Math.min(count * 100, 2_000),
  });
  // It comes back by itself; until then each call below fails by itself.
  redis.on('error', () => {});
  const nameOf = (key: string) => `${namespace}:cache:${key}`;
  return {
    async get(key) {
      try {
        return (await redis.getBuffer(nameOf(key))) ?? undefined;
      } catch {
        return undefined;
      }
    },
    async set(key, bytes, ttlMs) {
      try {
        await redis.set(nameOf(key), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 'PX', ttlMs);
      } catch {
        // The next one that needs it reads it further away.
      }
    },
    close: () => redis.disconnect(),
  };
}
