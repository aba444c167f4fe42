/** Gives every request an id, tells it in `X-Request-Id`, and logs one line when the answer is out. */
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/** A caller's own id is kept when it is harmless in a log. */
const SAFE_ID = /^[A-Za-z0-9._-]{1,64}$/;

export function requestLog(log: Logger, newId: () => string, now: () => number): RequestHandler {
  return (request, response, next) => {
    const wanted = request.get('x-request-id');
    const requestId = wanted !== undefined && SAFE_ID.test(wanted) ? wanted : newId();
    const startedAt = now();
    const { method, path } = request;
    response.locals.requestId = requestId;
    response.locals.log = log.child({ requestId });
    response.setHeader('X-Request-Id', requestId);
    response.on('finish', () => {
      const status = response.statusCode;
      const level = method === 'GET' || method === 'HEAD' ? 'debug' : 'info';
      log[level]({ requestId, method, path, status, durationMs: now() - startedAt }, 'request');
    });
    next();
  };
}
