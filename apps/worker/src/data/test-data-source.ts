/**
 * Where test data comes from when it is not on this machine's disk: memory, Redis, PostgreSQL,
 * in this order. What is found further away is kept nearer:
 *
 *     memory       files up to 64 KiB, 32 MiB together, those used last
 *     Redis        files up to 4 MiB, for an hour; only where there is a Redis
 *     PostgreSQL   everything, in chunks
 *
 * Whoever reads checks the hash: what Redis holds is taken for no more than it is. A Redis
 * that is away is passed over.
 */
import { createHash } from 'node:crypto';
import type { BlobReading, BlobStore } from '@letscode/store';
import type { SharedCache } from './shared-cache.js';

const MEMORY_FILE_BYTES = 64 * 1024;
const MEMORY_BYTES = 32 * 1024 * 1024;
const SHARED_FILE_BYTES = 4 * 1024 * 1024;
const SHARED_TTL_MS = 3_600_000;

export class TestDataSource {
  readonly #blobs: Pick<BlobStore, 'read'>;
  readonly #shared: SharedCache | undefined;
  /** In the order of their last use. */
  readonly #memory = new Map<string, Uint8Array>();
  #memoryBytes = 0;

  constructor(blobs: Pick<BlobStore, 'read'>, shared?: SharedCache) {
    this.#blobs = blobs;
    this.#shared = shared;
  }

  /** @returns undefined when nobody has it. @throws LetscodeError `database_unavailable` */
  async read(sha256: string): Promise<BlobReading | undefined> {
    const remembered = this.#memory.get(sha256) ?? (await this.#fromShared(sha256));
    if (remembered) {
      this.#remember(sha256, remembered);
      return { byteCount: remembered.length, chunks: oneChunk(remembered) };
    }
    const found = await this.#blobs.read(sha256);
    if (!found || found.byteCount > SHARED_FILE_BYTES) return found;
    const parts: Uint8Array[] = [];
    for await (const chunk of found.chunks) parts.push(chunk);
    const bytes = Buffer.concat(parts);
    this.#remember(sha256, bytes);
    await this.#shared?.set(keyOf(sha256), bytes, SHARED_TTL_MS);
    return { byteCount: bytes.length, chunks: oneChunk(bytes) };
  }

  async #fromShared(sha256: string): Promise<Uint8Array | undefined> {
    const bytes = await this.#shared?.get(keyOf(sha256));
    return bytes && createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : undefined;
  }

  #remember(sha256: string, bytes: Uint8Array): void {
    if (bytes.length > MEMORY_FILE_BYTES) return;
    if (this.#memory.delete(sha256)) this.#memoryBytes -= bytes.length;
    this.#memory.set(sha256, bytes);
    this.#memoryBytes += bytes.length;
    for (const [oldest, { length }] of this.#memory) {
      if (this.#memoryBytes <= MEMORY_BYTES) return;
      this.#memory.delete(oldest);
      this.#memoryBytes -= length;
    }
  }
}

function keyOf(sha256: string): string {
  return `blob:${sha256}`;
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
