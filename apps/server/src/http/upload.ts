/** A file as the body of a request, streamed to disk: bounded, and gone when the request is done. */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LetscodeError } from '@letscode/core';
import type { Request } from 'express';

export interface UploadBounds {
  /** Content types that are taken; the first is told to who sends another. */
  contentTypes: string[];
  maxBytes: number;
}

/** Uploads at the same time, each of which may fill the disk. */
const MAX_UPLOADS = 4;

export interface Uploads {
  /**
   * Receives the body, has `use` work with the file and removes it.
   *
   * @throws LetscodeError `unsupported_media_type`, `too_large`, `overloaded`, `disk_full`, `bad_request`
   */
  receive<T>(request: Request, bounds: UploadBounds, use: (hostPath: string) => Promise<T>): Promise<T>;
}

/** @param scratchFolder made when absent */
export function createUploads(scratchFolder: string): Uploads {
  let runningCount = 0;
  return {
    async receive(request, bounds, use) {
      checkHeaders(request, bounds);
      if (runningCount >= MAX_UPLOADS) {
        throw new LetscodeError('overloaded', `${MAX_UPLOADS} uploads are under way already: try again in a moment`);
      }
      runningCount += 1;
      let folder: string | undefined;
      try {
        await mkdir(scratchFolder, { recursive: true });
        folder = await mkdtemp(join(scratchFolder, 'upload-'));
        const hostPath = join(folder, fileNameOf(request));
        await pipeline(request, bounded(bounds.maxBytes), createWriteStream(hostPath, { flags: 'wx' }));
        return await use(hostPath);
      } catch (error) {
        throw asUploadFault(error);
      } finally {
        runningCount -= 1;
        if (folder !== undefined) await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

function checkHeaders(request: Request, { contentTypes, maxBytes }: UploadBounds): void {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!contentTypes.includes(type)) {
    throw new LetscodeError(
      'unsupported_media_type',
      `The content type is ${type === '' ? 'missing' : `"${type}"`}: send "${contentTypes[0]}"`,
    );
  }
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new LetscodeError('unsupported_media_type', 'The content encoding must be identity: a zip is compressed');
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

function bounded(maxBytes: number) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let byteCount = 0;
    for await (const chunk of source) {
      byteCount += chunk.length;
      if (byteCount > maxBytes) throw tooLarge(maxBytes);
      yield chunk;
    }
    if (byteCount === 0) throw new LetscodeError('bad_request', 'The body is empty: send the file as the body');
  };
}

function tooLarge(maxBytes: number): LetscodeError {
  return new LetscodeError('too_large', `The body is larger than ${maxBytes} bytes: send less`);
}

/** As `?name=` says, made harmless: some packages are named by their file alone. */
function fileNameOf(request: Request): string {
  const { name } = request.query;
  const last = typeof name === 'string' ? (name.split(/[/\\]/).at(-1) ?? '') : '';
  const harmless = last
    .replaceAll(/[^A-Za-z0-9._-]/g, '-')
    .replace(/^[.-]+/, '')
    .slice(-120);
  return harmless === '' ? 'package.zip' : harmless;
}

function asUploadFault(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new LetscodeError('disk_full', "The server's disk is full: free some space and try again", { cause: error });
  }
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') {
    return new LetscodeError('bad_request', 'The body ended before its announced length', { cause: error });
  }
  return error;
}
