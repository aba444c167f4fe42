/** Packages over HTTP: in, out, and what of them users may have. */

import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readPackage, readPackageArchive, writePackageArchive } from '@letscode/problem-package';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, startTestServer, type TestServer } from '../testing/test-server.js';

const KEY = 'a-key-for-authors-of-this-suite';

let server: TestServer;
let locked: TestServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letscode-packages-'));
  server = await startTestServer();
  locked = await startTestServer({ postgres: server.postgres, settings: { authorKey: KEY } });
});
afterAll(async () => {
  await locked.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const FILES: Record<string, string> = {
  'problem.yaml': 'name: Sum\nlimits:\n  time_limit: 1\n',
  '.timelimit': '1\n',
  'problem_statement/problem.en.md': '# Sum\n\n![figure](fig.svg)\n',
  'problem_statement/fig.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  'attachments/notes.html': '<script>alert(1)</script>',
  'data/sample/1.in': '1 2\n',
  'data/sample/1.ans': '3\n',
  'data/secret/1.in': '3 4\n',
  'data/secret/1.ans': '7\n',
  'submissions/accepted/sum.py': 'print(sum(map(int, input().split())))\n',
};

async function zipOf(id: string, files = FILES): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, id);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  const zip = `${path}.zip`;
  await writePackageArchive(await readPackage(path), createWriteStream(zip));
  return new Uint8Array(await readFile(zip));
}

function upload(body: BodyInit, headers: Record<string, string> = {}, to = server) {
  return ask(`${to.url}/api/problems?name=up.zip`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip', ...headers },
    body,
  });
}

describe('a package over HTTP', () => {
  it('is imported, and the same one changes nothing', async () => {
    const zip = await zipOf('sum');
    expect((await upload(zip)).body).toMatchObject({ problemId: 'sum', changed: true });
    expect((await upload(zip)).body).toMatchObject({ problemId: 'sum', changed: false });
    expect((await server.get('/api/problems/sum')).body).toMatchObject({ title: 'Sum', testCount: 2 });
    expect((await server.get('/api/problems/sum/check')).body).toMatchObject({ problemId: 'sum' });
  });

  it('comes out again as it went in', async () => {
    await upload(await zipOf('there'));
    const response = await fetch(`${server.url}/api/problems/there/package`);
    expect(response.headers.get('content-type')).toContain('application/zip');
    const path = join(folder, 'back.zip');
    await writeFile(path, Buffer.from(await response.arrayBuffer()));
    const into = await mkdtemp(join(folder, 'back-'));
    const pkg = await readPackageArchive(path, into);
    expect(pkg.id).toBe('there');
    for (const [name, text] of Object.entries(FILES))
      expect(await readFile(join(pkg.hostPath, name), 'utf8'), name).toBe(text);
  });

  it('that cannot be judged is refused with all that was found, and nothing of it stays', async () => {
    const broken = await ask(`${server.url}/api/problems`, {
      method: 'POST',
      headers: { 'content-type': 'application/zip' },
      body: 'PK\u0003\u0004 no zip',
    });
    expect(broken).toMatchObject({ status: 400, body: { error: { code: 'bad_package' } } });
    expect(broken.body.error.details.notes).toEqual([expect.objectContaining({ severity: 'error' })]);
  });

  it('must be a zip by its type, not empty, and of a bounded size', async () => {
    expect((await upload('{}', { 'content-type': 'application/json' })).status).toBe(415);
    expect((await upload('x', { 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await upload('')).status).toBe(400);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'content-type': 'application/zip', 'content-length': String(2 ** 40) };
      const sent = httpRequest(`${server.url}/api/problems`, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.on('error', reject);
      sent.flushHeaders();
    });
    expect(status).toBe(413);
  });

  it('shows users its images and attachments, with no script that could run, and no other file', async () => {
    await upload(await zipOf('files'));
    const image = await fetch(`${server.url}/api/problems/files/files/fig.svg`);
    expect(image.headers.get('content-type')).toContain('image/svg+xml');
    expect(image.headers.get('content-security-policy')).toContain('sandbox');
    expect(await image.text()).toBe(FILES['problem_statement/fig.svg']);
    const attachment = await fetch(`${server.url}/api/problems/files/files/attachments/notes.html`);
    expect(attachment.headers.get('content-type')).toContain('application/octet-stream');
    expect(attachment.headers.get('content-disposition')).toBe('attachment');
    const etag = image.headers.get('etag') ?? '';
    const again = await fetch(`${server.url}/api/problems/files/files/fig.svg`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    for (const path of ['data/secret/1.ans', '..%2fdata/secret/1.in', 'submissions/accepted/sum.py', 'problem.yaml']) {
      expect((await server.get(`/api/problems/files/files/${path}`)).status, path).toBe(404);
    }
  });
});

describe('the author key', () => {
  const authorRoutes = [
    ['GET', '/api/problems/double/package'],
    ['GET', '/api/problems/double/check'],
    ['POST', '/api/problems/double/verify'],
    ['GET', '/api/problems/double/verification'],
    ['POST', '/api/problems'],
    ['POST', '/api/rejudge'],
    ['POST', '/api/rejudge/x/apply'],
    ['POST', '/api/rejudge/x/discard'],
    ['GET', '/api/rejudge/x'],
  ];

  it.each(authorRoutes)('guards %s %s', async (method, path) => {
    const without = await ask(locked.url + path, { method });
    expect(without).toMatchObject({ status: 401, body: { error: { code: 'unauthorized' } } });
    expect(without.headers.get('www-authenticate')).toBe('Bearer');
    const wrong = await ask(locked.url + path, { method, headers: { authorization: `Bearer ${KEY}x` } });
    expect(wrong.status).toBe(401);
    const right = await ask(locked.url + path, { method, headers: { authorization: `Bearer ${KEY}` } });
    expect([401, 403]).not.toContain(right.status);
  });

  it('is not needed for what users do', async () => {
    expect((await locked.get('/api/problems/double')).status).toBe(200);
  });

  it('is not needed by this machine where there is none, but pages of other sites get nothing', async () => {
    const check = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        httpRequest(`${server.url}/api/problems/double/check`, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    const own = new URL(server.url).host;
    expect(await check({})).toBe(200);
    expect(await check({ origin: `http://${own}` })).toBe(200);
    expect(await check({ origin: 'https://evil.example' })).toBe(403);
    expect(await check({ host: 'rebound.example', origin: 'http://rebound.example' })).toBe(403);
    expect(await check({ 'x-forwarded-for': '203.0.113.7' })).toBe(403);
    expect(await check({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  it('leaves no upload behind', async () => {
    const left = (await readdir(tmpdir())).filter((name) => name.startsWith('letscode-server-'));
    for (const name of left) {
      const inside = await readdir(join(tmpdir(), name)).catch(() => []);
      expect(inside.filter((each) => /^(?:upload|import|export)-/.test(each))).toEqual([]);
    }
  });
});
