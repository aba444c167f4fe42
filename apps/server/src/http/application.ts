/** Express, put together: headers, endpoints from their list, the web app, and one place for errors. */
import { LetscodeError } from '@letscode/core';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { Logger } from 'pino';
import type { AuthorGuard } from './author-guard.js';
import { parseJsonBody, readRawBody } from './body.js';
import type { Caller, Endpoint, FileAnswer } from './endpoint.js';
import { errorHandler } from './failures.js';
import type { RateLimit } from './rate-limit.js';
import { requestLog } from './request-log.js';
import { securityHeaders } from './security-headers.js';
import type { Uploads } from './upload.js';
import { validate } from './validation.js';
import { serveWebApp } from './web-app.js';

export interface ApplicationParts {
  endpoints: Endpoint[];
  rateLimit: RateLimit;
  authorGuard: AuthorGuard;
  uploads: Uploads;
  webFolder: string;
  log: Logger;
  newId: () => string;
  now: () => number;
}

export function createApplication(parts: ApplicationParts): Express {
  const application = express();
  application.disable('x-powered-by');
  application.use(requestLog(parts.log, parts.newId, parts.now));
  application.use(securityHeaders());
  for (const endpoint of parts.endpoints) addEndpoint(application, endpoint, parts);
  for (const path of new Set(parts.endpoints.map((endpoint) => endpoint.path))) {
    application.all(path, refuseMethod(parts.endpoints.filter((endpoint) => endpoint.path === path)));
  }
  application.use('/api', (request) => {
    throw new LetscodeError(
      'route_not_found',
      `There is no ${request.method} ${request.originalUrl.slice(0, 200)}: GET /api/openapi.json lists what there is`,
    );
  });
  application.use(serveWebApp(parts.webFolder));
  application.use(errorHandler(parts.log));
  return application;
}

function addEndpoint(application: Express, endpoint: Endpoint, parts: ApplicationParts): void {
  const { rateLimit, authorGuard, uploads } = parts;
  const steps: RequestHandler[] = [];
  if (endpoint.isForAuthors) {
    steps.push((request, _response, next) => {
      authorGuard.check(request);
      next();
    });
  }
  const limit = endpoint.ownLimit ?? (endpoint.isLimited ? rateLimit : undefined);
  if (limit) {
    // Before the body is read, so that a flood costs little.
    steps.push(async (request, _response, next) => {
      await limit.consume('address', addressOf(request));
      next();
    });
  }
  if (endpoint.body) steps.push(readRawBody(endpoint.maxBodyBytes ?? 64 * 1024));
  steps.push(async (request, response) => {
    const caller: Caller = {
      address: addressOf(request),
      requestId: response.locals.requestId as string,
      log: response.locals.log as Logger,
    };
    const valid = {
      params: paramsOf(endpoint, request),
      query: endpoint.query ? validate(endpoint.query, request.query, 'query') : {},
      body: endpoint.body ? validate(endpoint.body, parseJsonBody(request), 'body') : undefined,
      caller,
    };
    const { upload } = endpoint;
    const answer = upload
      ? await uploads.receive(request, upload, (hostUploadPath) => endpoint.handle({ ...valid, hostUploadPath }))
      : await endpoint.handle({ ...valid, hostUploadPath: '' });
    if (endpoint.fileTypes) return sendFile(request, response, answer as FileAnswer);
    response.setHeader('Cache-Control', 'no-store');
    response.status(endpoint.statusOf?.(answer as never) ?? endpoint.okStatus ?? 200).json(answer);
  });
  application[endpoint.method](endpoint.path, ...steps);
}

/** What a file says of how long it is kept is in its own headers. */
async function sendFile(request: Request, response: Response, answer: FileAnswer): Promise<void> {
  const headers: Record<string, string> = { 'Cache-Control': 'no-store', ...answer.headers };
  const { ETag: tag } = headers;
  const head = () => response.set(headers).type(answer.contentType);
  if (tag !== undefined && request.headers['if-none-match'] === tag) {
    head().status(304).end();
    return;
  }
  if (request.method === 'HEAD') {
    head().end();
    return;
  }
  await answer.write(head);
}

function paramsOf(endpoint: Endpoint, request: Request): Record<string, unknown> {
  if (!endpoint.params) return {};
  // A path at the end of a route comes in parts.
  const given = Object.entries(request.params).map(([name, value]) => [name, [value].flat().join('/')] as const);
  const result = endpoint.params.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  const shown = given
    .map(([, value]) => value)
    .join(', ')
    .slice(0, 100);
  throw new LetscodeError(endpoint.notFound ?? 'route_not_found', `There is nothing under the name "${shown}"`);
}

function refuseMethod(endpoints: Endpoint[]): RequestHandler {
  const allowed = endpoints.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
  return (request, response) => {
    response.setHeader('Allow', [...allowed, 'OPTIONS'].join(', '));
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    throw new LetscodeError('method_not_allowed', `${request.path} takes ${allowed.join(', ')}, not ${request.method}`);
  };
}

/** The peer itself; a proxy's word about it is not taken, since anybody can say it. */
function addressOf(request: Request): string {
  return request.socket.remoteAddress ?? 'unknown';
}
