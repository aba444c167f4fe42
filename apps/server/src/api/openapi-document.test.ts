import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-server.js';

let server: TestServer;
let document: any;
beforeAll(async () => {
  server = await startTestServer();
  document = (await server.get('/api/openapi.json')).body;
});
afterAll(() => server.close());

const ROUTES = [
  'POST /api/submit',
  'GET /api/submission/{id}',
  'GET /api/submissions',
  'POST /api/test',
  'POST /api/drafts',
  'POST /api/modules',
  'GET /api/modules/{id}',
  'GET /api/problems',
  'GET /api/problems/{id}',
  'GET /api/problems/{id}/files/{path}',
  'POST /api/problems',
  'GET /api/problems/{id}/package',
  'GET /api/problems/{id}/check',
  'POST /api/problems/{id}/verify',
  'GET /api/problems/{id}/verification',
  'POST /api/rejudge',
  'GET /api/rejudge/{id}',
  'POST /api/rejudge/{id}/apply',
  'POST /api/rejudge/{id}/discard',
  'GET /api/languages',
  'GET /api/health',
  'GET /api/status',
  'GET /api/openapi.json',
];

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  it('describes every route of the contract and no other', () => {
    const described = Object.entries(document.paths as Record<string, object>).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual([...ROUTES].sort());
  });

  it('describes routes that exist', async () => {
    for (const route of ROUTES) {
      const [method = '', path = ''] = route.split(' ');
      const answer = await fetch(server.url + path.replace('{id}', 'x').replace('{path}', 'x'), { method });
      const body = (await answer.json()) as { error?: { code: string } };
      expect(['route_not_found', 'method_not_allowed'], route).not.toContain(body.error?.code);
    }
  });

  it('describes the errors of each route, with Retry-After where waiting helps', () => {
    const { responses } = document.paths['/api/submit'].post;
    expect(Object.keys(responses)).toEqual(['200', '400', '404', '413', '415', '429', '500', '503']);
    expect(responses[429].headers).toHaveProperty('Retry-After');
    expect(responses[400].description).toContain('`bad_code`');
    for (const operations of Object.values(document.paths as Record<string, Record<string, { responses: object }>>)) {
      for (const operation of Object.values(operations)) expect(operation.responses).toHaveProperty('500');
    }
  });

  it('gives every operation its own name', () => {
    const ids = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>).flatMap(
      (operations) => Object.values(operations).map((operation) => operation.operationId),
    );
    expect(new Set(ids).size).toBe(ROUTES.length);
  });
});
