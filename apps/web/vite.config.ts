import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
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
        if (!/\.(js|css)$/.test(name)) continue;
        const content = await readFile(join(folder, name));
        if (content.length < 1024) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
        await writeFile(join(folder, `${name}.br`), brotliCompressSync(content, { params }));
        await writeFile(join(folder, `${name}.gz`), gzipSync(content));
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss(), precompress()],
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
