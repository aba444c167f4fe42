/** Express, put together: headers, endpoints from their list, the web app, and one place for errors. */
import { LetscodeError } from '@letscode/core';
import express, { type Express, type Request, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { parseJsonBody, readRawBody } from './body.js';
import type { Caller, Endpoint } from './endpoint.js';
import { errorHandler } from './failures.js';
import type { RateLimit } from './rate-limit.js';
import { requestLog } from './request-log.js';
import { securityHeaders } from './security-headers.js';
import { validate } from './validation.js';
import { serveWebApp } from './web-app.js';

export interface ApplicationParts {
  endpoints: Endpoint[];
  rateLimit: RateLimit;
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
  for (const endpoint of parts.endpoints) addEndpoint(application, endpoint, parts.rateLimit);
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

function addEndpoint(application: Express, endpoint: Endpoint, rateLimit: RateLimit): void {
  const steps: RequestHandler[] = [];
  if (endpoint.isLimited) {
    // Before the body is read, so that a flood costs little.
    steps.push(async (request, _response, next) => {
      await rateLimit.consume('address', addressOf(request));
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
    const answer = await endpoint.handle({
      params: paramsOf(endpoint, request),
      query: endpoint.query ? validate(endpoint.query, request.query, 'query') : {},
      body: endpoint.body ? validate(endpoint.body, parseJsonBody(request), 'body') : undefined,
      caller,
    });
    response.setHeader('Cache-Control', 'no-store');
    response.status(endpoint.statusOf?.(answer as never) ?? 200).json(answer);
  });
  application[endpoint.method](endpoint.path, ...steps);
}

function paramsOf(endpoint: Endpoint, request: Request): Record<string, unknown> {
  if (!endpoint.params) return {};
  const result = endpoint.params.safeParse(request.params);
  if (result.success) return result.data;
  const shown = Object.values(request.params).join(', ').slice(0, 100);
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
