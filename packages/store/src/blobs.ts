/** Test data and validator sources, by the SHA-256 of their content. Never changed, never deleted. */
import { createHash } from 'node:crypto';
import { LetscodeError } from '@letscode/core';
import type { BlobStore } from './contract.js';
import type { Database } from './database.js';

/** PostgreSQL sends bytes as hexadecimal text, and a string of ours has at most 512 Mi characters: beyond, none could be read again. */
const MAX_BLOB_BYTES = 200 * 1024 * 1024;

export function blobStore(database: Database): BlobStore {
  return {
    async put(bytes) {
      if (bytes.byteLength > MAX_BLOB_BYTES) {
        throw new LetscodeError(
          'too_large',
          `a file of ${bytes.byteLength} bytes cannot be stored; at most ${MAX_BLOB_BYTES} can`,
        );
      }
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await database.run(async (kysely) => {
        // Looked up first, so that a known blob of many MB is not sent again.
        const known = await kysely.selectFrom('blobs').select('sha256').where('sha256', '=', sha256).executeTakeFirst();
        if (known) return;
        await kysely
          .insertInto('blobs')
          .values({ sha256, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      });
      return sha256;
    },

    async get(sha256) {
      const row = await database.run((kysely) =>
        kysely.selectFrom('blobs').select('bytes').where('sha256', '=', sha256).executeTakeFirst(),
      );
      return row?.bytes;
    },
  };
}
