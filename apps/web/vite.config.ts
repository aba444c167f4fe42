import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { bundleEngines } from '@letscode/browser-runtime/bundle';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

/** The API server while developing; in production it serves dist/ itself, on one port. */
const API = 'http://127.0.0.1:3001';

/** Puts a `.br` and a `.gz` beside each script and style sheet; the server sends them instead. Quality 5: most of the gain in a second. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const folder = join(dir, 'assets');
      for (const name of await readdir(folder)) {
        if (!/\.(js|css|wasm|json)$/.test(name)) continue;
        const content = await readFile(join(folder, name));
        if (content.length < 1024) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
        await writeFile(join(folder, `${name}.br`), brotliCompressSync(content, { params }));
        await writeFile(join(folder, `${name}.gz`), gzipSync(content));
      }
    },
  };
}

/**
 * The client tier beside the app: runner.html, which the server sends with the policy of runner.policy, and the engines under
 * names that hold their hash. `virtual:engines` tells the app those names.
 */
function clientTier(): Plugin {
  const id = '\0virtual:engines';
  let isBuild = false;
  let bundling: ReturnType<typeof bundleEngines> | undefined;
  const bundled = () => (bundling ??= bundleEngines());
  const hashOf = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex').slice(0, 10);
  const nameOf = (file: string, content: string | Uint8Array) => file.replace(/(\.[a-z]+)$/, `-${hashOf(content)}$1`);
  return {
    name: 'client-tier',
    configResolved: ({ command }) => {
      isBuild = command === 'build';
    },
    resolveId: (source) => (source === 'virtual:engines' ? id : null),
    async load(source) {
      if (source !== id) return null;
      // While developing, the server alone runs programs.
      if (!isBuild) return 'export const frameUrl = ""; export const engines = {};';
      const { files, engines, frameHtml, framePolicy } = await bundled();
      const url = (file: string) => `/assets/${nameOf(file, files[file] as string)}`;
      const named = Object.entries(engines).map(([engine, { script, assets, byteCount }]) => {
        const urls = Object.fromEntries(Object.entries(assets).map(([asset, file]) => [asset, url(file)]));
        return [engine, { script: url(script), assets: urls, byteCount }];
      });
      const frameUrl = `/runner?v=${hashOf(frameHtml + framePolicy)}`;
      return `export const frameUrl = '${frameUrl}'; export const engines = ${JSON.stringify(Object.fromEntries(named))};`;
    },
    async writeBundle({ dir = '' }) {
      const { files, frameHtml, framePolicy } = await bundled();
      await mkdir(join(dir, 'assets'), { recursive: true });
      await writeFile(join(dir, 'runner.html'), frameHtml);
      await writeFile(join(dir, 'runner.policy'), framePolicy);
      const names = (await readdir(join(dir, 'assets'))).join();
      const offline = await readFile(join(import.meta.dirname, 'src/features/client-tier/offlineWorker.js'), 'utf8');
      await writeFile(join(dir, 'offline.js'), offline.replaceAll('letscode-BUILD', `letscode-${hashOf(names)}`));
      for (const [file, content] of Object.entries(files))
        await writeFile(join(dir, 'assets', nameOf(file, content)), content);
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss(), clientTier(), precompress()],
  resolve: {
    // Workspace packages come from their sources, so this build needs no other build first.
    conditions: ['letscode:source', ...defaultClientConditions],
    // rehype-katex brings an older KaTeX; markup and style sheet must be of one version.
    dedupe: ['katex', 'react', 'react-dom'],
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2022',
    // Monaco alone is larger; it is loaded lazily, and only where it is used.
    chunkSizeWarningLimit: 4000,
    reportCompressedSize: false,
    // Fonts and icons stay files: nothing is inlined but what the CSP's data: sources allow anyway.
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': API, '/ws': { target: API, ws: true } } },
});
