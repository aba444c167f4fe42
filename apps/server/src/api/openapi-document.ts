/** The OpenAPI 3.1 document, made from the endpoints' own schemas. */
import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { ERRORS, type ErrorCode, errorBodySchema } from '@letscode/core';
import type { Endpoint } from '../http/endpoint.js';

const errorSchema = errorBodySchema.meta({ id: 'Error' });

const DESCRIPTION = `Judges programs in a sandbox. Every error has the shape \`{error: {code, message, details?}}\`.

Progress comes over a WebSocket at \`ws://HOST:PORT/?userId=…\`: JSON messages \`{type: "status_update", data}\` for the
user's submissions and \`{type: "system_status", data}\`. On connecting, the present state of the user's open submissions
and of those finished lately is sent first, so that a client that reconnects misses nothing.`;

export function createOpenApiDocument(endpoints: readonly Endpoint[]): Record<string, unknown> {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'authorKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'LETSCODE_AUTHOR_KEY. Where none is set, calls from this machine need none.',
  });
  for (const endpoint of endpoints) registry.registerPath(routeOf(endpoint));
  const generator = new OpenApiGeneratorV31(registry.definitions);
  return generator.generateDocument({
    openapi: '3.1.0',
    info: {
      title: "Let'sCode",
      version: '0.1.0',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
  }) as unknown as Record<string, unknown>;
}

function routeOf(endpoint: Endpoint): RouteConfig {
  const { method, path, tag, summary, description, params, query, body } = endpoint;
  const content = (schema: NonNullable<Endpoint['body']> | Endpoint['response'], example?: unknown) => ({
    'application/json': { schema, ...(example === undefined ? {} : { example }) },
  });
  return {
    method,
    path: path.replaceAll(/[:*](\w+)/g, '{$1}'),
    operationId: operationIdOf(method, path),
    tags: [tag],
    summary,
    ...(endpoint.isForAuthors ? { security: [{ authorKey: [] }] } : {}),
    ...(description ? { description } : {}),
    request: {
      ...(params ? { params } : {}),
      ...(query ? { query } : {}),
      ...(body ? { body: { required: true, content: content(body, endpoint.bodyExample) } } : {}),
      ...(endpoint.upload ? { body: { required: true, content: filesOf(endpoint.upload.contentTypes) } } : {}),
    },
    responses: {
      [endpoint.okStatus ?? 200]: {
        description: 'As asked',
        content: endpoint.fileTypes
          ? filesOf(endpoint.fileTypes)
          : content(endpoint.response, endpoint.responseExample),
      },
      ...errorResponses(errorsOf(endpoint)),
      ...Object.fromEntries(
        (endpoint.otherStatuses ?? []).map((status) => [
          status,
          { description: 'The same body, telling what is wrong', content: content(endpoint.response) },
        ]),
      ),
    },
  };
}

function filesOf(types: readonly string[]): Record<string, { schema: { type: 'string'; format: 'binary' } }> {
  const schema = { type: 'string', format: 'binary' } as const;
  return Object.fromEntries(types.map((type) => [type, { schema }]));
}

/** Those that the endpoint names, and those that any may answer. */
function errorsOf(endpoint: Endpoint): ErrorCode[] {
  const always: ErrorCode[] = endpoint.query || endpoint.body ? ['bad_request', 'internal'] : ['internal'];
  if (endpoint.isForAuthors) always.push('unauthorized', 'forbidden');
  if (endpoint.body) always.push('bad_json', 'too_large', 'unsupported_media_type');
  return [...new Set([...endpoint.errors, ...always])];
}

function errorResponses(codes: ErrorCode[]): RouteConfig['responses'] {
  const responses: RouteConfig['responses'] = {};
  for (const status of new Set(codes.map((code) => ERRORS[code].status))) {
    const ofStatus = codes.filter((code) => ERRORS[code].status === status);
    const canRetry = ofStatus.some((code) => ERRORS[code].retry);
    responses[status] = {
      description: `Error: ${ofStatus.map((code) => `\`${code}\``).join(', ')}`,
      content: { 'application/json': { schema: errorSchema } },
      ...(canRetry
        ? { headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } } } }
        : {}),
    };
  }
  return responses;
}

/** `get /api/problems/:id` → `getProblemsById`. */
function operationIdOf(method: string, path: string): string {
  const words = path
    .replace(/^\/api\//, '')
    .replaceAll(/[:*](\w+)/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
