/**
 * Files of packages, by the SHA-256 of their content. Never changed, never deleted.
 *
 * Small ones are in their row; larger ones in chunks, so that a file of any size passes
 * through with some MiB of memory. A stream's hash is known at its end only: its chunks
 * are stored under an id of their own, and the blob's row, last, makes them seen. What a
 * crash leaves half-way is removed a day later.
 */
import { createHash, randomUUID } from 'node:crypto';
import { LetscodeError } from '@letscode/core';
import { sql } from 'kysely';
import type { BlobReading, BlobStore } from './contract.js';
import type { Database } from './database.js';

/** Also the most that is kept in a blob's own row. */
const CHUNK_BYTES = 256 * 1024;
/** PostgreSQL's integer, and more than any test needs. */
const MAX_BLOB_BYTES = 2 ** 31 - 1;
/** Most that is handed out in one piece. */
const MAX_WHOLE_BYTES = 200 * 1024 * 1024;
const IS_NAMELESS = sql<boolean>`NOT EXISTS (SELECT 1 FROM blobs WHERE blobs.content_id = blob_contents.id)`;
/** No upload takes so long. */
const ABANDONED = sql<Date>`clock_timestamp() - interval '1 day'`;

/** @param maxBytes of one blob; a parameter for the tests */
export function blobStore(database: Database, maxBytes = MAX_BLOB_BYTES): BlobStore {
  return {
    async put(bytes) {
      if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      // Looked up first, so that a known blob of many MB is not sent again.
      if ((await known(database, [sha256])).has(sha256)) return sha256;
      if (bytes.byteLength <= CHUNK_BYTES) await insertSmall(database, sha256, bytes);
      else await putChunks(database, maxBytes, pieces(bytes));
      return sha256;
    },

    async putStream(source) {
      const chunks = inChunks(source);
      const first = await chunks.next();
      const bytes = first.done ? Buffer.alloc(0) : first.value;
      if (bytes.length < CHUNK_BYTES) {
        if (bytes.length > maxBytes) throw tooLarge(maxBytes);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        await insertSmall(database, sha256, bytes);
        return { sha256, byteCount: bytes.length };
      }
      return putChunks(database, maxBytes, resumed(bytes, chunks));
    },

    known: (names) => known(database, names),

    async get(sha256) {
      const found = await read(database, sha256);
      if (!found) return undefined;
      if (found.byteCount > MAX_WHOLE_BYTES) {
        throw new LetscodeError('too_large', `${found.byteCount} bytes are too many to be read in one piece`);
      }
      const chunks: Uint8Array[] = [];
      for await (const chunk of found.chunks) chunks.push(chunk);
      return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    },

    read: (sha256) => read(database, sha256),
  };
}

function tooLarge(maxBytes: number): LetscodeError {
  return new LetscodeError('too_large', `a file of more than ${maxBytes} bytes cannot be stored`);
}

async function known(database: Database, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await database.run((kysely) =>
    kysely
      .selectFrom('blobs')
      .select('sha256')
      .where('sha256', '=', sql<string>`ANY(${[...names]})`)
      .execute(),
  );
  return new Set(rows.map((row) => row.sha256));
}

async function insertSmall(database: Database, sha256: string, bytes: Uint8Array): Promise<void> {
  const own = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  await database.run((kysely) =>
    kysely
      .insertInto('blobs')
      .values({ sha256, bytes: own, byte_count: own.length })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

async function putChunks(
  database: Database,
  maxBytes: number,
  chunks: AsyncIterable<Buffer>,
): Promise<{ sha256: string; byteCount: number }> {
  const id = randomUUID();
  await removeAbandoned(database);
  await database.run((kysely) =>
    kysely
      .insertInto('blob_contents')
      .values({ id })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  const hash = createHash('sha256');
  let byteCount = 0;
  let position = 0;
  try {
    for await (const bytes of chunks) {
      byteCount += bytes.length;
      if (byteCount > maxBytes) throw tooLarge(maxBytes);
      hash.update(bytes);
      const row = { content_id: id, position: position++, bytes };
      await database.run((kysely) =>
        kysely
          .insertInto('blob_chunks')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      );
    }
    const sha256 = hash.digest('hex');
    const isOurs = await nameContent(database, { sha256, content_id: id, byte_count: byteCount });
    if (!isOurs) await removeContent(database, id);
    return { sha256, byteCount };
  } catch (error) {
    // Best effort: what cannot be removed now is abandoned.
    await removeContent(database, id).catch(() => {});
    throw error;
  }
}

/** @returns false when the content was known already */
async function nameContent(
  database: Database,
  blob: { sha256: string; content_id: string; byte_count: number },
): Promise<boolean> {
  const row = await database.run(async (kysely) => {
    await kysely
      .insertInto('blobs')
      .values(blob)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return kysely.selectFrom('blobs').select('content_id').where('sha256', '=', blob.sha256).executeTakeFirst();
  });
  return row?.content_id === blob.content_id;
}

async function removeContent(database: Database, id: string): Promise<void> {
  await database.run((kysely) => kysely.deleteFrom('blob_contents').where('id', '=', id).where(IS_NAMELESS).execute());
}

async function removeAbandoned(database: Database): Promise<void> {
  await database.run((kysely) =>
    kysely.deleteFrom('blob_contents').where('began_at', '<', ABANDONED).where(IS_NAMELESS).execute(),
  );
}

async function read(database: Database, sha256: string): Promise<BlobReading | undefined> {
  const row = await database.run((kysely) =>
    kysely
      .selectFrom('blobs')
      .select(['bytes', 'content_id', 'byte_count'])
      .where('sha256', '=', sha256)
      .executeTakeFirst(),
  );
  if (!row) return undefined;
  const { bytes, content_id: contentId, byte_count: byteCount } = row;
  return { byteCount, chunks: contentId === null ? whole(bytes as Buffer) : storedChunks(database, contentId) };
}

async function* whole(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Reads the next chunk while the caller works on this one. */
async function* storedChunks(database: Database, contentId: string): AsyncGenerator<Uint8Array> {
  const chunkAt = (position: number) =>
    database.run((kysely) =>
      kysely
        .selectFrom('blob_chunks')
        .select('bytes')
        .where('content_id', '=', contentId)
        .where('position', '=', position)
        .executeTakeFirst(),
    );
  let next = chunkAt(0);
  for (let position = 1; ; position++) {
    const chunk = await next;
    if (!chunk) return;
    next = chunkAt(position);
    // Awaited only if the caller comes back.
    next.catch(() => {});
    yield chunk.bytes;
  }
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Buffer> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let begin = 0; begin < all.length; begin += CHUNK_BYTES) yield all.subarray(begin, begin + CHUNK_BYTES);
}

/** The same bytes in pieces of CHUNK_BYTES, the last one shorter. */
async function* inChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, undefined> {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  for await (const given of source) {
    for (let begin = 0; begin < given.length; ) {
      const piece = given.subarray(begin, begin + CHUNK_BYTES - waitingBytes);
      begin += piece.length;
      waiting.push(piece);
      waitingBytes += piece.length;
      if (waitingBytes < CHUNK_BYTES) continue;
      yield Buffer.concat(waiting);
      waiting = [];
      waitingBytes = 0;
    }
  }
  if (waitingBytes > 0) yield Buffer.concat(waiting);
}

async function* resumed(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
