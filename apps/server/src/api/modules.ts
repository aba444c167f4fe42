/**
 * Programs compiled for browsers, in two steps: `POST /api/modules` has one compiled and answers its id, `GET` of that
 * id is the file. Any server can answer for what any worker has made.
 */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  LetscodeError,
  MAX_CODE_BYTES,
  MODULE_TTL_MS,
  moduleIdSchema,
  moduleRequestSchema,
  moduleResponseSchema,
} from '@letscode/core';
import type { QueueClient } from '@letscode/queue';
import type { Store } from '@letscode/store';
import { z } from 'zod';
import { type Endpoint, endpoint } from '../http/endpoint.js';
import type { LanguageCatalog } from '../language-catalog.js';
import type { SystemMonitor } from '../system-monitor.js';
import { requireWorker } from './custom-test.js';

/** A compilation (at most 60 s) and a wait. */
const TIMEOUT_MS = 90_000;

export interface ModuleParts {
  store: Pick<Store, 'modules'>;
  queue: Pick<QueueClient, 'makeModule'>;
  languages: LanguageCatalog;
  monitor: SystemMonitor;
}

export function moduleEndpoints(parts: ModuleParts): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/api/modules',
      tag: 'Test runs',
      summary: 'Compile a program to a WebAssembly module that a browser can run',
      description:
        'For languages with `clientRuntime` "wasi" in `GET /api/languages`. Modules ask for WASI preview 1 and for ' +
        '`letscode.out_of_memory`, which is called when the memory cannot grow and must not return. The program is ' +
        'compiled for the judge, too: with `compile` that compiler refuses it, as it would a submission. With `ok` ' +
        'false and no `compile` it does not compile for browsers, and the judge may take it.',
      body: moduleRequestSchema.meta({ id: 'ModuleRequest' }),
      maxBodyBytes: MAX_CODE_BYTES * 6 + 64 * 1024,
      bodyExample: { code: 'int main(void) { return 0; }', language: 'c' },
      response: moduleResponseSchema.meta({ id: 'ModuleResponse' }),
      errors: [
        'bad_json',
        'bad_code',
        'language_not_found',
        'language_unavailable',
        'too_large',
        'unsupported_media_type',
        'too_many_requests',
        'overloaded',
        'queue_unavailable',
        'database_unavailable',
        'disk_full',
        'isolation_missing',
        'sandbox_fault',
      ],
      isLimited: true,
      async handle({ body }) {
        const language = await parts.languages.requireAvailable(body.language);
        if (language.clientRuntime !== 'wasi') {
          throw new LetscodeError('language_unavailable', `${language.name} is not compiled for browsers here`, {
            details: { field: 'language' },
          });
        }
        await requireWorker(parts.monitor);
        return parts.queue.makeModule(body, TIMEOUT_MS);
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/modules/:id',
      tag: 'Test runs',
      summary: 'A compiled module',
      description: `There for ${MODULE_TTL_MS / 60_000} minutes after it was compiled. Always sent with gzip.`,
      params: z.object({ id: moduleIdSchema }),
      notFound: 'file_not_found',
      response: z.unknown(),
      fileTypes: ['application/wasm'],
      errors: ['file_not_found', 'database_unavailable'],
      async handle({ params: { id } }) {
        const gzip = await parts.store.modules.get(id);
        if (!gzip) {
          throw new LetscodeError('file_not_found', 'There is no such module now: POST /api/modules makes it anew');
        }
        return {
          contentType: 'application/wasm',
          headers: {
            'Cache-Control': 'private, max-age=31536000, immutable',
            'Content-Encoding': 'gzip',
            'Content-Length': String(gzip.byteLength),
            ETag: `"${id}"`,
          },
          write: (open: () => NodeJS.WritableStream) => pipeline(Readable.from([gzip]), open()),
        };
      },
    }),
  ];
}
