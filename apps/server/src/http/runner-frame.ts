/**
 * The page in which programs run in a browser, sent with a policy of its own: an opaque origin from which nothing
 * can be reached. The build makes both (packages/browser-runtime/bundle says why they are as they are).
 * Without its policy the page is not served at all.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestHandler } from 'express';

const PATH = '/runner';

/** @param folder of the built web app; without the page in it the request goes on */
export function serveRunnerFrame(folder: string): RequestHandler {
  return async (request, response, next) => {
    if (request.path !== PATH) return next();
    const [html, policy] = await Promise.all([readText(folder, 'runner.html'), readText(folder, 'runner.policy')]);
    if (!html || !policy) return next();
    response.setHeader('Content-Security-Policy', policy);
    // Only the app's own pages may show it, which frame-ancestors says.
    response.removeHeader('X-Frame-Options');
    // By `v` the app names the very page that it was built with, and finds it again without a server.
    response.setHeader('Cache-Control', request.query.v ? 'public, max-age=31536000, immutable' : 'no-store');
    response.type('html').send(html);
  };
}

function readText(folder: string, name: string): Promise<string | undefined> {
  return readFile(join(folder, name), 'utf8').catch(() => undefined);
}
