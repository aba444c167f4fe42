import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** The API server while developing; in production it serves dist/ itself, on one port. */
const API = 'http://127.0.0.1:3001';

export default defineConfig({
  plugins: [react(), tailwindcss()],
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
