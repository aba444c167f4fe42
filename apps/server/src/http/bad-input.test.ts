/** Every way to send something wrong: a clear answer in the one shape, and nothing stored. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { errorBodySchema, MAX_CODE_BYTES } from '@letscode/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, ask, GOOD, startTestServer, type TestServer } from '../testing/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  const { submissions } = (await server.get('/api/submissions?userId=user-456')).body;
  await server.close();
  expect(submissions).toEqual([]);
});

/** Sends bytes as they are. */
function postBytes(path: string, body: Uint8Array | string, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: body as BodyInit,
  });
}

function expectError(answer: Answer, status: number, code: string): string {
  expect(answer.body).toMatchObject({ error: { code } });
  expect(answer.status).toBe(status);
  errorBodySchema.parse(answer.body);
  expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*\.[jt]s:\d+|node_modules/);
  return answer.body.error.message;
}

describe('fields of a submission', () => {
  const { code: _code, ...withoutCode } = GOOD;
  it.each([
    ['a missing code', withoutCode, 'bad_request', 'code', 'code is missing'],
    ['an empty code', { ...GOOD, code: ' \n\t' }, 'bad_code', 'code', 'code is empty'],
    ['code with a NUL byte', { ...GOOD, code: 'print(1)\0' }, 'bad_code', 'code', 'NUL'],
    ['code with a lone surrogate', { ...GOOD, code: 'print("\ud800")' }, 'bad_code', 'code', 'not valid Unicode'],
    ['code that is a number', { ...GOOD, code: 5 }, 'bad_request', 'code', 'code must be a string'],
    ['an unknown field', { ...GOOD, colour: 'red' }, 'bad_request', 'colour', 'colour is not a known field'],
    [
      'an unknown field within',
      { ...GOOD, client: { runtimes: [], x: 1 } },
      'bad_request',
      'client.x',
      'client.x is not',
    ],
    [
      'an odd problem id',
      { ...GOOD, problemId: '../../etc/passwd' },
      'bad_request',
      'problemId',
      'a problem id such as',
    ],
    ['an odd language id', { ...GOOD, language: 'C++ 20!' }, 'bad_request', 'language', 'a language id such as'],
    ['an odd user id', { ...GOOD, userId: 'Robert"); DROP TABLE' }, 'bad_request', 'userId', 'must be 1 to 128'],
    ['a user id with a line feed', { ...GOOD, userId: 'a\nb' }, 'bad_request', 'userId', 'must be 1 to 128'],
    ['an empty user id', { ...GOOD, userId: '' }, 'bad_request', 'userId', 'must be 1 to 128'],
    ['a user id that is too long', { ...GOOD, userId: 'a'.repeat(129) }, 'bad_request', 'userId', 'must be 1 to 128'],
    ['isCustomTest that is text', { ...GOOD, isCustomTest: 'yes' }, 'bad_request', 'isCustomTest', 'must be a boolean'],
  ])('%s is 400 and names the field', async (_what, body, code, field, text) => {
    const answer = await server.post('/api/submit', body);
    expect(expectError(answer, 400, code)).toContain(text);
    expect(answer.body.error.details.field).toBe(field);
    expect(answer.body.error.details.issues).not.toHaveLength(0);
  });

  it('names every field at fault', async () => {
    const answer = await server.post('/api/submit', { code: GOOD.code });
    expect(expectError(answer, 400, 'bad_request')).toMatch(
      /language is missing.*problemId is missing.*userId is missing/,
    );
  });

  it.each([['null'], ['[]'], ['"text"'], ['5']])('a body that is %s is 400', async (body) => {
    expect(expectError(await postBytes('/api/submit', body), 400, 'bad_request')).toContain('must be a JSON object');
  });

  it('the key __proto__ is refused like any unknown field', async () => {
    const answer = await postBytes('/api/submit', JSON.stringify(GOOD).replace('{', '{"__proto__":{"a":1},'));
    expect(answer.status).toBe(400);
  });
});

describe('the size of a submission', () => {
  it('code beyond 256 KiB is 413 too_large', async () => {
    const answer = await server.post('/api/submit', { ...GOOD, code: 'x'.repeat(MAX_CODE_BYTES + 1) });
    expect(expectError(answer, 413, 'too_large')).toContain('256 KiB');
  });

  it('the limit counts bytes, not characters', async () => {
    const answer = await server.post('/api/submit', { ...GOOD, code: 'é'.repeat(MAX_CODE_BYTES / 2 + 1) });
    expectError(answer, 413, 'too_large');
  });

  it('a body beyond the limit is 413 before it is parsed', async () => {
    expectError(await postBytes('/api/submit', 'x'.repeat(4 * 1024 * 1024)), 413, 'too_large');
  });
});

describe('the bytes of a body', () => {
  it('broken JSON is 400 bad_json', async () => {
    expect(expectError(await postBytes('/api/submit', '{"code": '), 400, 'bad_json')).toContain('not valid JSON');
  });

  it('an empty body is 400 bad_json', async () => {
    expect(expectError(await postBytes('/api/submit', ''), 400, 'bad_json')).toContain('empty');
  });

  it('invalid UTF-8 is 400 and not replaced', async () => {
    const text = JSON.stringify({ ...GOOD, code: 'print("@")' });
    const bytes = Buffer.from(text);
    bytes[bytes.indexOf('@')] = 0xff;
    expect(expectError(await postBytes('/api/submit', bytes), 400, 'bad_json')).toContain('UTF-8');
  });

  it.each([
    ['text/plain', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['JSON in UTF-16', 'application/json; charset=utf-16'],
  ])('%s is 415', async (_what, contentType) => {
    const answer = await postBytes('/api/submit', JSON.stringify(GOOD), { 'content-type': contentType });
    expect(expectError(answer, 415, 'unsupported_media_type')).toContain(contentType.split('=').pop());
  });

  it('no content type at all is 415', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const outgoing = request(`${server.url}/api/submit`, { method: 'POST' }, (incoming) => {
        incoming.resume();
        resolve(incoming.statusCode);
      });
      outgoing.on('error', reject);
      outgoing.end(JSON.stringify(GOOD));
    });
    expect(status).toBe(415);
  });
});

describe('what is not there', () => {
  it("the seed's problem-123 is 404 and named", async () => {
    const answer = await server.post('/api/submit', {
      code: 'function main(input) { return parseInt(input) * 2; }',
      language: 'python',
      problemId: 'problem-123',
      userId: 'user-456',
      isCustomTest: false,
    });
    expect(expectError(answer, 404, 'problem_not_found')).toContain('"problem-123"');
  });

  it('an unknown language is 404 and tells which there are', async () => {
    const answer = await server.post('/api/submit', { ...GOOD, language: 'cobol' });
    expect(expectError(answer, 404, 'language_not_found')).toMatch(/"cobol".*haskell, python/);
  });

  it('a language that this machine lacks is 503 with the remedy', async () => {
    for (const path of ['/api/submit', '/api/test']) {
      const { problemId: _problemId, userId: _userId, ...test } = { ...GOOD, language: 'haskell' };
      const answer = await server.post(path, path === '/api/test' ? test : { ...GOOD, language: 'haskell' });
      expect(expectError(answer, 503, 'language_unavailable')).toContain('apt-get install ghc');
      expect(answer.body.error.details.remedy).toBe('apt-get install ghc');
    }
  });

  it('a language that no worker has reported yet is 503 overloaded: it may come any moment', async () => {
    const answer = await server.post('/api/submit', { ...GOOD, language: 'rust' });
    expect(expectError(answer, 503, 'overloaded')).toContain('No worker has reported');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each([
    ['/api/submission/00000000-0000-4000-8000-000000000000', 'submission_not_found'],
    ['/api/submission/nonsense', 'submission_not_found'],
    ['/api/problems/nothing-here', 'problem_not_found'],
    ['/api/problems/..%2f..%2fetc', 'problem_not_found'],
    ['/api/nowhere', 'route_not_found'],
    ['/api', 'route_not_found'],
  ])('GET %s is 404 %s', async (path, code) => {
    expectError(await server.get(path), 404, code);
  });

  it('a URL that cannot be decoded is 400', async () => {
    expectError(await server.get('/api/problems/%zz'), 400, 'bad_request');
  });

  it.each([
    ['DELETE', '/api/problems', 'GET, HEAD'],
    ['PUT', '/api/submit', 'POST'],
    ['GET', '/api/submit', 'POST'],
    ['POST', '/api/health', 'GET, HEAD'],
  ])('%s %s is 405 and says what is allowed', async (method, path, allowed) => {
    const answer = await ask(server.url + path, { method });
    expect(expectError(answer, 405, 'method_not_allowed')).toContain(allowed);
    expect(answer.headers.get('allow')).toContain(allowed);
  });
});

describe('queries', () => {
  it.each([
    ['/api/problems?userId=a%20b', 'userId'],
    ['/api/problems?user=a', 'user'],
    ['/api/problems?userId=a&userId=b', 'userId'],
    ['/api/submissions', 'userId'],
    ['/api/submissions?userId=a&limit=0', 'limit'],
    ['/api/submissions?userId=a&limit=101', 'limit'],
    ['/api/submissions?userId=a&limit=1e1', 'limit'],
    ['/api/submissions?userId=a&before=yesterday', 'before'],
    ['/api/submissions?userId=a&before=0000-01-01T00:00:00Z', 'before'],
  ])('GET %s is 400 and names the parameter', async (path, field) => {
    const answer = await server.get(path);
    expectError(answer, 400, 'bad_request');
    expect(answer.body.error.details.field).toBe(field);
  });
});

describe('requests that are hardly HTTP', () => {
  /** Sends text over a socket of its own; resolves with all that comes back. */
  const exchange = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      const socket = connect(Number(port), hostname, () => socket.write(text));
      let received = '';
      socket.on('data', (chunk) => {
        received += chunk;
      });
      socket.on('close', () => resolve(received));
      socket.on('error', reject);
    });

  it('garbage is 400 in the one shape', async () => {
    const answer = await exchange('hello\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('{"error":{"code":"bad_request"');
  });

  it('a URL beyond all measure is 431 and says so', async () => {
    const answer = await exchange(`GET /${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 431 /);
    expect(answer).toContain('larger than 16 KiB');
  });

  it('an offer of HTTP/2, as Java makes it, is ignored and the request served, its body included', async () => {
    const body = JSON.stringify({ ...GOOD, code: '' });
    const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n';
    const answer = await exchange(
      `POST /api/submit HTTP/1.1\r\nHost: x\r\n${offer}Content-Type: application/json\r\n` +
        `Content-Length: ${body.length}\r\n\r\n${body}` +
        'GET /api/nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('code is empty');
    expect(answer).toContain('There is no GET /api/nowhere');
  });
});

describe('an answer about many faults', () => {
  it('is no larger for a thousand unknown fields', async () => {
    const fields = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`field${n}`, 1]));
    const answer = await server.post('/api/submit', { ...GOOD, ...fields });
    expect(expectError(answer, 400, 'bad_request')).toContain('and 980 more');
    expect(answer.body.error.details.issues).toHaveLength(20);
  });

  it('clips a field with an endless name', async () => {
    const answer = await server.post('/api/submit', { ...GOOD, ['k'.repeat(100_000)]: 1 });
    expect(expectError(answer, 400, 'bad_request').length).toBeLessThan(300);
  });
});

describe('custom tests', () => {
  it.each([
    ['no code', { language: 'python', input: '5' }, 400, 'code'],
    ['too many tests', { code: 'x', language: 'python', tests: Array(21).fill({ input: '' }) }, 400, 'tests'],
    ['a huge input', { code: 'x', language: 'python', input: 'x'.repeat(1024 * 1024 + 1) }, 413, 'input'],
    ['an input with a lone surrogate', { code: 'x', language: 'python', input: '\udc00' }, 400, 'input'],
    ['an unknown problem', { code: 'x', language: 'python', input: '', problemId: 'nothing-here' }, 404, 'problemId'],
  ])('%s is refused', async (_what, body, status, field) => {
    const answer = await server.post('/api/test', body);
    expect(answer.status).toBe(status);
    expect(answer.body.error.details.field).toBe(field);
  });

  it('is told at once that no worker runs', async () => {
    const answer = await server.post('/api/test', { code: 'x', language: 'python', input: '' });
    expect(expectError(answer, 503, 'overloaded')).toContain('No worker');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
