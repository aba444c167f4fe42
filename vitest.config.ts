import { defineConfig } from 'vitest/config';

/**
 * All test projects. Workspace packages resolve to their sources
 * (`letscode:source`), so a test never runs against a stale build; suites under
 * `test/` that start real processes use the built programs instead.
 */
const sources = ['letscode:source'];

export default defineConfig({
  resolve: { conditions: sources },
  ssr: { resolve: { conditions: sources } },
  test: {
    include: ['packages/*/{src,test}/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
