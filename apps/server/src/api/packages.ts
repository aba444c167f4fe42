/** Packages come in and go out; what users may have of their files. */

import { pipeline } from 'node:stream/promises';
import {
  importResponseSchema,
  LetscodeError,
  MAX_PACKAGE_BYTES,
  packageCheckSchema,
  problemIdSchema,
} from '@letscode/core';
import { exportPackage, importArchive } from '@letscode/problem-import';
import type { Store } from '@letscode/store';
import { z } from 'zod';
import { type Endpoint, endpoint } from '../http/endpoint.js';

export interface PackageParts {
  store: Pick<Store, 'problems' | 'blobs'>;
  scratchFolder: string;
}

const ofProblem = { params: z.object({ id: problemIdSchema }), notFound: 'problem_not_found' } as const;

/** What a browser may show by itself; all else is downloaded. */
const SHOWN: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
};
const DOWNLOADED = 'application/octet-stream';

export function packageEndpoints(parts: PackageParts): Endpoint[] {
  return [importEndpoint(parts), exportEndpoint(parts), checkEndpoint(parts.store), fileEndpoint(parts.store)];
}

function importEndpoint({ store, scratchFolder }: PackageParts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/problems',
    tag: 'Authors',
    summary: 'Import a problem package',
    description:
      'The body is the zip. A package whose problem exists already replaces it; its submissions stay as they were judged. ' +
      'A package that cannot be judged is refused with `bad_package` and everything that was found in `details.notes`.',
    query: z.strictObject({
      /** File name of the zip, for packages that are named by it alone. */
      name: z.string().max(255).optional(),
    }),
    upload: { contentTypes: ['application/zip', 'application/x-zip-compressed'], maxBytes: MAX_PACKAGE_BYTES },
    response: importResponseSchema.meta({ id: 'Import' }),
    errors: [
      'bad_package',
      'conflict',
      'too_large',
      'unsupported_media_type',
      'overloaded',
      'database_unavailable',
      'disk_full',
    ],
    isForAuthors: true,
    handle: ({ hostUploadPath }) => importArchive(store, hostUploadPath, scratchFolder),
  });
}

function exportEndpoint({ store, scratchFolder }: PackageParts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/problems/:id/package',
    tag: 'Authors',
    summary: 'The package of a problem as a zip',
    description: 'As it was imported, or converted to another format as far as that is possible.',
    ...ofProblem,
    query: z.strictObject({ format: z.enum(['own', '2025-09', 'domjudge']).default('own') }),
    response: z.any(),
    fileTypes: ['application/zip'],
    errors: ['problem_not_found', 'conflict', 'bad_package', 'database_unavailable', 'disk_full'],
    isForAuthors: true,
    handle: async ({ params: { id }, query: { format } }) => ({
      contentType: 'application/zip',
      headers: { 'Content-Disposition': `attachment; filename="${id}.zip"` },
      write: (open: Parameters<typeof exportPackage>[3]) => exportPackage(store, id, scratchFolder, open, format),
    }),
  });
}

function checkEndpoint(store: PackageParts['store']): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/problems/:id/check',
    tag: 'Authors',
    summary: "What was found in a problem's package",
    ...ofProblem,
    response: packageCheckSchema.meta({ id: 'PackageCheck' }),
    errors: ['problem_not_found', 'database_unavailable'],
    isForAuthors: true,
    async handle({ params: { id } }) {
      const kept = await store.problems.findPackage(id);
      if (!kept) throw new LetscodeError('problem_not_found', `There is no problem "${id}"`);
      return { problemId: id, notes: kept.notes };
    },
  });
}

function fileEndpoint(store: PackageParts['store']): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/problems/:id/files/*path',
    tag: 'Problems',
    summary: 'An image of a statement, or an attachment',
    description: 'Images by the name that the statement calls them by; attachments as `attachments/NAME`.',
    params: z.object({ id: problemIdSchema, path: z.string().max(500) }),
    notFound: 'file_not_found',
    response: z.any(),
    fileTypes: [...new Set([...Object.values(SHOWN), DOWNLOADED])],
    errors: ['file_not_found', 'database_unavailable'],
    async handle({ params: { id, path } }) {
      const file = await store.problems.findPublicFile(id, path);
      const blob = file && (await store.blobs.read(file.sha256));
      if (!file || !blob) throw new LetscodeError('file_not_found', `"${id}" has no file "${path.slice(0, 200)}"`);
      const shown = SHOWN[path.slice(path.lastIndexOf('.') + 1).toLowerCase()];
      return {
        contentType: shown ?? DOWNLOADED,
        headers: {
          'Content-Length': String(blob.byteCount),
          ETag: `"${file.sha256}"`,
          'Cache-Control': 'no-cache',
          // An author's SVG may hold scripts; here it is a picture and nothing else.
          'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
          ...(shown ? {} : { 'Content-Disposition': 'attachment' }),
        },
        write: (open: () => NodeJS.WritableStream) => pipeline(blob.chunks, open()),
      };
    },
  });
}
