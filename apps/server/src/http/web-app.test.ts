import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { securityHeaders } from './security-headers.js';
import { serveWebApp } from './web-app.js';

let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letscode-web-'));
  const dist = join(folder, 'dist');
  await mkdir(join(dist, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.json'), '{}');
  await writeFile(join(dist, 'index.html'), '<!doctype html><title>app</title>');
  await writeFile(join(dist, 'assets/app-abc123.js'), 'console.log(1);');
  await writeFile(join(dist, 'assets/app-abc123.js.br'), brotliCompressSync('console.log(1);'));
  await writeFile(join(dist, 'icon.svg'), '<svg/>');
  await writeFile(join(dist, 'runner.html'), '<script>1</script>');
  await writeFile(join(dist, 'runner.policy'), "sandbox allow-scripts; script-src 'sha256-x'");
  await mkdir(join(folder, 'unguarded'));
  await writeFile(join(folder, 'unguarded', 'runner.html'), '<script></script>');
  const application = express();
  application.use(securityHeaders());
  application.use('/unbuilt', serveWebApp(join(folder, 'absent')));
  application.use('/unguarded', serveWebApp(join(folder, 'unguarded')));
  application.use(serveWebApp(dist));
  server = createServer(application);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

describe('the web app', () => {
  it.each(['/', '/problems', '/problems/sum-of-two', '/index.html'])(
    'answers %s with the page, never from a cache',
    async (path) => {
      const response = await fetch(url + path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('<title>app</title>');
      expect(response.headers.get('cache-control')).toBe('no-cache');
    },
  );

  it('lets browsers keep hashed files for ever, and other files not', async () => {
    expect((await fetch(`${url}/assets/app-abc123.js`)).headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${url}/icon.svg`)).headers.get('cache-control')).toBe('no-cache');
  });

  it('sends the compressed file to those that take it', async () => {
    const compressed = await fetch(`${url}/assets/app-abc123.js`, { headers: { 'accept-encoding': 'br' } });
    expect(compressed.headers.get('content-encoding')).toBe('br');
    expect(compressed.headers.get('content-type')).toMatch(/javascript/);
    expect(compressed.headers.get('cache-control')).toContain('immutable');
    expect(await compressed.text()).toBe('console.log(1);');
    const plain = await fetch(`${url}/assets/app-abc123.js`, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe('console.log(1);');
  });

  it('answers 404 for a file that is not there, and for what lies outside its folder', async () => {
    for (const path of [
      '/assets/gone-000.js',
      '/..%2fsecret.json',
      '/%2e%2e/secret.json',
      '/assets/..%2f..%2fsecret.json',
    ]) {
      const response = await fetch(url + path);
      expect(response.status, path).toBe(404);
    }
  });

  it('sends the frame in which programs run with its own policy alone, to be kept by its name', async () => {
    const [one, named] = [await fetch(`${url}/runner`), await fetch(`${url}/runner?v=abc`)];
    expect(one.headers.get('content-security-policy')).toBe("sandbox allow-scripts; script-src 'sha256-x'");
    expect(await one.text()).toBe('<script>1</script>');
    expect(one.headers.get('x-frame-options')).toBeNull();
    expect(one.headers.get('cache-control')).toBe('no-store');
    expect(named.headers.get('cache-control')).toContain('immutable');
    expect(named.headers.get('content-security-policy')).toBe(one.headers.get('content-security-policy'));
  });

  it('never sends that frame without its policy', async () => {
    expect(await (await fetch(`${url}/unguarded/runner`)).text()).not.toContain('<script>');
  });

  it('takes GET and HEAD only', async () => {
    expect((await fetch(`${url}/problems`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${url}/problems`, { method: 'HEAD' })).status).toBe(200);
  });

  it('says how to build it when it is not built', async () => {
    const response = await fetch(`${url}/unbuilt/`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build');
  });

  it("allows Monaco's workers and no foreign script", async () => {
    const policy = (await fetch(url)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("worker-src 'self' blob:");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('upgrade-insecure-requests');
  });
});
