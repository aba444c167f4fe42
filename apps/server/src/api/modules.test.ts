/** Programs compiled for browsers, as the outside sees it; what is compiled and how is the worker's. */
import { gzipSync } from 'node:zlib';
import type { Language } from '@letscode/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-server.js';

const MODULE = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 255]);
const ID = 'ab'.repeat(32);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    async module({ code }, { store }) {
      if (code === 'bad') return { ok: false, output: 'main.c:1:1: error: bad', cached: false };
      await store.modules.put(ID, gzipSync(MODULE));
      return { ok: true, moduleId: ID, output: '', cached: false };
    },
  });
  const [python] = await server.store.languages.list();
  const c: Language = { ...(python as Language), id: 'c', name: 'C', clientRuntime: 'wasi' };
  await server.store.languages.report([python as Language, c]);
});
afterAll(() => server.close());

describe('POST /api/modules', () => {
  it('answers the id under which the module is a file that never changes', async () => {
    const made = await server.post('/api/modules', { code: 'good', language: 'c' });
    expect([made.status, made.body]).toEqual([200, { ok: true, moduleId: ID, output: '', cached: false }]);
    const response = await fetch(`${server.url}/api/modules/${made.body.moduleId}`);
    expect(response.headers.get('content-type')).toBe('application/wasm');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(MODULE);
    const tag = response.headers.get('etag') ?? '';
    const again = await fetch(response.url, { headers: { 'if-none-match': tag } });
    expect(again.status).toBe(304);
  });

  it('says what the compiler said of a program that does not compile', async () => {
    const { status, body } = await server.post('/api/modules', { code: 'bad', language: 'c' });
    expect([status, body]).toEqual([200, { ok: false, output: 'main.c:1:1: error: bad', cached: false }]);
  });

  it.each([
    [{ code: 'good', language: 'python' }, 503, 'language_unavailable'],
    [{ code: 'good', language: 'cobol' }, 404, 'language_not_found'],
    [{ code: '', language: 'c' }, 400, 'bad_code'],
    [{ code: 'x'.repeat(300_000), language: 'c' }, 413, 'too_large'],
    [{ code: 'good', language: 'c', input: '' }, 400, 'bad_request'],
  ])('refuses what it must (%#)', async (body, status, code) => {
    const answer = await server.post('/api/modules', body);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });
});

describe('GET /api/modules/{id}', () => {
  it.each([`/api/modules/${'0'.repeat(64)}`, '/api/modules/..%2f..%2fetc%2fpasswd', '/api/modules/ABC'])(
    'knows nothing of %s',
    async (path) => {
      const { status, body } = await server.get(path);
      expect([status, body.error.code]).toEqual([404, 'file_not_found']);
    },
  );
});

describe('GET /api/languages', () => {
  it('says what runs each language in a browser', async () => {
    const { body } = await server.get('/api/languages');
    const runtimes = body.languages.map(({ id, clientRuntime }: Language) => [id, clientRuntime]);
    expect(Object.fromEntries(runtimes)).toMatchObject({ c: 'wasi', python: 'python', rust: undefined });
  });
});
