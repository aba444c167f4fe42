/**
 * The page in which programs run in a browser, sent with a policy of its own: an opaque origin from which nothing
 * can be reached. The build makes the page and the policy (packages/browser-runtime/bundle says why it is as it is);
 * here each response gets its own nonce. Without its policy the page is not served at all.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestHandler } from 'express';

const PATH = '/runner';
/** The build leaves it where each response's own nonce belongs. */
const NONCE_MARK = 'LETSCODE-NONCE';

/** @param folder of the built web app; without the page in it the request goes on */
export function serveRunnerFrame(folder: string): RequestHandler {
  return async (request, response, next) => {
    if (request.path !== PATH) return next();
    const [html, policy] = await Promise.all([readText(folder, 'runner.html'), readText(folder, 'runner.policy')]);
    if (!html || !policy) return next();
    const nonce = randomBytes(16).toString('base64');
    response.setHeader('Content-Security-Policy', policy.replaceAll(NONCE_MARK, nonce));
    // Only the app's own pages may show it, which frame-ancestors says.
    response.removeHeader('X-Frame-Options');
    response.setHeader('Cache-Control', 'no-store');
    response.type('html').send(html.replaceAll(NONCE_MARK, nonce));
  };
}

function readText(folder: string, name: string): Promise<string | undefined> {
  return readFile(join(folder, name), 'utf8').catch(() => undefined);
}
