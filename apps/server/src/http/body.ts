/**
 * Request bodies, from bytes to JSON, strictly.
 *
 * Express's own JSON parser replaces bytes that are not UTF-8 without a word, so
 * that a program would be judged that nobody sent. Here the raw bytes are decoded
 * by a decoder that refuses them.
 */
import { LetscodeError } from '@letscode/core';
import express, { type Request, type RequestHandler } from 'express';

const DECODER = new TextDecoder('utf-8', { fatal: true });

/** Reads the body as bytes into `request.body`; more than `maxBytes` is refused while it still arrives. */
export function readRawBody(maxBytes: number): RequestHandler {
  const read = express.raw({ type: () => true, limit: maxBytes });
  return (request, response, next) => {
    checkContentType(request.headers['content-type']);
    read(request, response, next);
  };
}

/** @throws LetscodeError `unsupported_media_type` */
function checkContentType(header: string | undefined): void {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase());
  if (type !== 'application/json') {
    throw new LetscodeError(
      'unsupported_media_type',
      `The content type is ${header ? `"${header}"` : 'missing'}: send "application/json"`,
    );
  }
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  if (charset !== undefined && charset.replaceAll('"', '') !== 'utf-8') {
    throw new LetscodeError('unsupported_media_type', `The charset is "${charset}": send JSON as UTF-8`);
  }
}

/** @throws LetscodeError `bad_json` */
export function parseJsonBody(request: Request): unknown {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
    throw new LetscodeError('bad_json', 'The body is empty: send a JSON object');
  }
  let text: string;
  try {
    text = DECODER.decode(bytes);
  } catch {
    throw new LetscodeError('bad_json', 'The body is not valid UTF-8: encode it (and the source code in it) as UTF-8');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LetscodeError('bad_json', `The body is not valid JSON: ${(error as Error).message}`);
  }
}
