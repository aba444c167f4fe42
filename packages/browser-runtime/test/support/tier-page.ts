/**
 * A page with the client tier in it, in real Chromium, served as the app's server serves it: the page under the app's
 * policy, the frame under its own. A second server is the world outside: it hears whoever gets out.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../../test/support/browser.js';
import { bundleEngines } from '../../bundle/bundle-engines.mjs';
import type { Judgement, RunEnd, RunJob } from '../../src/index.js';

/** A module is given as text. */
type TierJob = Partial<RunJob> & Pick<RunJob, 'code'> & { moduleBase64?: string };

export interface TierPage {
  page: Page;
  url: string;
  /** What the world outside has heard: method and path. */
  heard: string[];
  outsideUrl: string;
  run(job: Partial<RunJob> & Pick<RunJob, 'code'>, input?: string): Promise<ShownEnd>;
  judge(job: TierJob, input: string, expected?: string): Promise<Judgement & ShownEnd>;
  close(): Promise<void>;
}

type ShownEnd = Omit<RunEnd, 'stdout'> & { stdout: string };

const PAGE = `<!doctype html><title>app</title><p id="secret">the page</p><script src="/tier.js"></script>`;
const PAGE_POLICY = "default-src 'self'; script-src 'self'; frame-ancestors 'none'";

export async function openTierPage(): Promise<TierPage> {
  const heard: string[] = [];
  const [files, browser] = await Promise.all([makeFiles(), launchBrowser()]);
  const outside = await listen((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    response.setHeader('Access-Control-Allow-Origin', '*').end('export default 1');
  });
  const inside = await listen((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const file = files.served[path];
    if (!file) {
      if (path !== '/favicon.ico') heard.push(`inside ${request.method} ${request.url}`);
      response.writeHead(404).end();
      return;
    }
    if (path !== '/open')
      response.setHeader('Content-Security-Policy', path === '/runner' ? files.policy : PAGE_POLICY);
    response.setHeader('Content-Type', path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(file);
  });
  return makeTierPage(browser, { inside, outside }, heard);
}

async function makeFiles(): Promise<{ served: Record<string, string | Uint8Array>; policy: string }> {
  const [{ frameHtml, framePolicy, files, engines }, page] = await Promise.all([
    bundleEngines(),
    build({
      entryPoints: [join(import.meta.dirname, 'page-script.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      conditions: ['letscode:source'],
      logLevel: 'silent',
    }),
  ]);
  const served = Object.entries(files).map(([name, content]) => [`/engines/${name}`, content]);
  const tier = page.outputFiles[0]?.text ?? '';
  const list = JSON.stringify(engines);
  const pages = { '/': PAGE, '/open': PAGE, '/runner': frameHtml, '/tier.js': tier, '/engines.json': list };
  return { served: { ...pages, ...Object.fromEntries(served) }, policy: framePolicy };
}

type Handler = Parameters<typeof createServer>[1];

async function listen(handler: Handler): Promise<{ server: Server; url: string }> {
  const server = createServer(handler as never);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

type Listening = Awaited<ReturnType<typeof listen>>;

async function makeTierPage(
  browser: Browser,
  servers: { inside: Listening; outside: Listening },
  heard: string[],
): Promise<TierPage> {
  const page = await browser.newPage();
  await page.goto(servers.inside.url);
  const complete = (job: Partial<RunJob>, input: string) => ({
    language: 'javascript',
    timeLimitMs: 10_000,
    memoryBytes: 512 * 1024 * 1024,
    maxOutputBytes: 16 * 1024 * 1024,
    ...job,
    input,
  });
  const ask = (request: object) =>
    page.evaluate((given) => (window as unknown as { judge: (of: unknown) => unknown }).judge(given), request);
  return {
    page,
    url: servers.inside.url,
    heard,
    outsideUrl: servers.outside.url,
    run: async (job, input = '') => (await ask(complete(job, input))) as ShownEnd,
    judge: async (job, input, expected) => (await ask({ ...complete(job, input), expected })) as Judgement & ShownEnd,
    async close() {
      await browser.close();
      for (const { server } of Object.values(servers)) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
