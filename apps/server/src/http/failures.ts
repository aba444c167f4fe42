/**
 * Every error leaves in one shape, `{error: {code, message, details?}}`, and never with a stack.
 * What we don't know is `internal`: logged in full, told in one sentence with the request's id.
 */
import { ERRORS, type ErrorBody, type ErrorCode, LetscodeError } from '@letscode/core';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';

/** Answers of the 500s that tell of no fault. */
const EXPECTED: ReadonlySet<ErrorCode> = new Set(['language_unavailable', 'overloaded']);

/** What callers are told to wait when the fault passes by itself. */
const RETRY_AFTER_S = 2;

/** The error that a caller is told for whatever was thrown. */
function publicError(thrown: unknown): LetscodeError {
  if (thrown instanceof LetscodeError) return thrown;
  const fault = thrown as { type?: string; status?: number; limit?: number };
  switch (fault?.type) {
    case 'entity.too.large':
      return new LetscodeError('too_large', `The body is larger than ${fault.limit} bytes: send less`);
    case 'encoding.unsupported':
      return new LetscodeError('unsupported_media_type', 'The content encoding must be identity, gzip, deflate or br');
    case 'request.aborted':
    case 'request.size.invalid':
      return new LetscodeError('bad_request', 'The body ended before its announced length');
  }
  if (typeof fault?.status === 'number' && fault.status >= 400 && fault.status < 500) {
    return new LetscodeError('bad_request', 'The request could not be read: check its URL, headers and body');
  }
  return new LetscodeError('internal', 'Something went wrong on our side; the log has the particulars', {
    cause: thrown,
  });
}

function sendError(response: Response, error: LetscodeError): void {
  const details = error.code === 'internal' ? { requestId: response.locals.requestId as string } : error.details;
  const body: ErrorBody = { error: { code: error.code, message: error.message, ...(details ? { details } : {}) } };
  if (ERRORS[error.code].retry && !response.hasHeader('Retry-After')) {
    const wanted = error.details?.retryAfterS;
    response.setHeader('Retry-After', String(typeof wanted === 'number' ? wanted : RETRY_AFTER_S));
  }
  if (error.code === 'unauthorized') response.setHeader('WWW-Authenticate', 'Bearer');
  response.status(error.status).json(body);
}

/** The last handler of the application. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request: Request, response: Response, next) => {
    const error = publicError(thrown);
    // What a caller or the load brings about is in the request's line already.
    if (error.status >= 500 && !EXPECTED.has(error.code)) {
      log.error({ err: thrown, requestId: response.locals.requestId, path: request.path }, error.message);
    }
    if (response.headersSent) {
      next(thrown);
      return;
    }
    sendError(response, error);
  };
}
