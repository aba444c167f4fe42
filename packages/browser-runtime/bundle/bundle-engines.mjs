/**
 * Makes the files of the client tier: the frame's page and the engines' scripts, each in one piece, since a
 * worker of an opaque origin can load nothing. Used by the web app's build and by the tests of this package.
 *
 * An engine is a folder of src/ with an engine.ts. Beside it may stand an engine-assets.mjs:
 *
 *     export default async () => ({ 'name': bytes or text, … })   further files; the worker gets them by these names
 *     export const buildOptions = { … }                           what esbuild needs besides, if anything
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const SOURCES = join(import.meta.dirname, '..', 'src');
const ENGINES = ['javascript', 'python', 'wasi'];

/**
 * The policy that the frame's page must be sent with: an opaque origin, and nothing that runs in it can reach the
 * network, other pages or storage. Programs are compiled from text, so that `unsafe-eval` is needed; there is nothing
 * to protect in there from scripts. The page's one script is named by its hash, so that page and policy never change
 * and a browser may keep them.
 */
function framePolicy(script) {
  const hash = createHash('sha256').update(script).digest('base64');
  return [
    'sandbox allow-scripts',
    "default-src 'none'",
    `script-src 'sha256-${hash}' blob: 'unsafe-eval' 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}

async function bundle(entry, options = {}) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    conditions: ['letscode:source'],
    loader: { '.cjs': 'text' },
    // The npm packages that are meant have the names of Node's own.
    platform: 'browser',
    logLevel: 'silent',
    ...options,
  });
  return result.outputFiles[0].text;
}

/** @returns the engine's files, by names that no other engine has, and how they belong together */
async function bundleEngine(engine) {
  const assetsFile = join(SOURCES, engine, 'engine-assets.mjs');
  const { default: readAssets = async () => ({}), buildOptions } = existsSync(assetsFile)
    ? await import(assetsFile)
    : {};
  const [code, contents] = await Promise.all([bundle(join(SOURCES, engine, 'engine.ts'), buildOptions), readAssets()]);
  const script = `${engine}.js`;
  const files = { [script]: code };
  const assets = {};
  for (const [name, content] of Object.entries(contents)) {
    assets[name] = `${engine}-${name}`;
    files[assets[name]] = content;
  }
  const byteCount = Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  return { files, parts: { script, assets, byteCount } };
}

/**
 * @returns the frame's page and the policy to send it with; `files` by name; for each engine its script, the further
 *   files that it reads, and the bytes of all of them
 */
export async function bundleEngines() {
  const present = ENGINES.filter((engine) => existsSync(join(SOURCES, engine, 'engine.ts')));
  const [frame, ...bundled] = await Promise.all([
    bundle(join(SOURCES, 'frame', 'frame.ts')),
    ...present.map((engine) => bundleEngine(engine)),
  ]);
  const code = frame.replaceAll('</', '<\\/');
  const frameHtml = `<!doctype html><meta charset="utf-8"><title>Runner</title><script>${code}</script>`;
  return {
    frameHtml,
    framePolicy: framePolicy(code),
    files: Object.assign({}, ...bundled.map(({ files }) => files)),
    engines: Object.fromEntries(bundled.map(({ parts }, index) => [present[index], parts])),
  };
}
