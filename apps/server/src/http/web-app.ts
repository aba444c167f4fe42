/**
 * Serves the built web app: hashed files for ever, index.html never from a cache, and
 * index.html for every page of the app, since its router lives in the browser.
 * A file with `.br` or `.gz` beside it goes out compressed.
 */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import express, { type Request, type RequestHandler, Router } from 'express';
import { serveRunnerFrame } from './runner-frame.js';

/** Where Vite puts files whose names hold a hash of their content. */
const HASHED_FOLDER = '/assets/';
const FOREVER = 'public, max-age=31536000, immutable';
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
];

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Let'sCode</title>
<h1>The web app is not built</h1>
<p>The API works: <a href="/api/health">/api/health</a>. To build the web app, stop the server and run
<code>npm run build</code> (or <code>npm start</code>, which builds what is stale) in the checkout.</p></html>`;

/** @param folder may be absent; then every page says how to build it */
export function serveWebApp(folder: string): RequestHandler {
  const router = Router();
  router.use((request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') next();
    else response.status(405).set('Allow', 'GET, HEAD').type('text/plain').send('Pages take GET and HEAD only\n');
  });
  router.use(serveRunnerFrame(folder));
  router.use(servePrecompressed(folder));
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        const isHashed = path.slice(folder.length).split(sep).join('/').startsWith(HASHED_FOLDER);
        response.setHeader('Cache-Control', isHashed ? FOREVER : 'no-cache');
      },
    }),
  );
  router.use((request, response) => {
    const isFile = /\.[a-z0-9]+$/i.test(request.path);
    if (isFile && request.path !== '/index.html') {
      response.status(404).type('text/plain').send('Not found\n');
      return;
    }
    if (!existsSync(join(folder, 'index.html'))) {
      response.status(503).type('html').send(NOT_BUILT);
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: folder });
  });
  return router;
}

function servePrecompressed(folder: string): RequestHandler {
  return async (request, response, next) => {
    const path = filePath(request);
    if (path === undefined) return next();
    for (const { name, suffix } of ENCODINGS) {
      if (!request.acceptsEncodings(name)) continue;
      if (!(await isFile(join(folder, path + suffix)))) continue;
      response.type(path.slice(path.lastIndexOf('.')));
      response.setHeader('Content-Encoding', name);
      response.setHeader('Vary', 'Accept-Encoding');
      response.setHeader('Cache-Control', path.startsWith(HASHED_FOLDER) ? FOREVER : 'no-cache');
      return response.sendFile(path.slice(1) + suffix, { root: folder });
    }
    next();
  };
}

/** The file that a URL names, or undefined when it names none that could be compressed. */
function filePath(request: Request): string | undefined {
  if (!/\.(js|mjs|css|html|svg|json|wasm|ttf|map)$/.test(request.path)) return undefined;
  let decoded: string;
  try {
    decoded = decodeURIComponent(request.path);
  } catch {
    return undefined;
  }
  const path = normalize(decoded);
  return path.startsWith('/') && !path.includes('\0') && !path.includes('/.') ? path : undefined;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
