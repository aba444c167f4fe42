/** `npm run check`: types, lint and format, unused code, dependency rules. Runs all of them, then tells which failed. */
import { join } from 'node:path';
import { prepare, ROOT } from './setup/prepare.mjs';
import { step } from './setup/steps.mjs';

const bin = (name) => join(ROOT, 'node_modules', '.bin', name);

const CHECKS = [
  ['Types of programs and tests', [bin('tsc'), '--noEmit', '-p', 'tsconfig.test.json']],
  ['Types of the web app', [bin('tsc'), '--noEmit', '-p', 'apps/web/tsconfig.json']],
  ['Lint and format', [bin('biome'), 'check', '--error-on-warnings', '.']],
  ['Unused code and dependencies', [bin('knip')]],
  ['Dependency rules', [bin('depcruise'), '--config', '.dependency-cruiser.cjs', 'packages', 'apps']],
];

/** @returns {Promise<boolean>} whether everything passed */
export async function check() {
  const failed = [];
  for (const [title, argv] of CHECKS) {
    const { ok, output } = await step(title, argv, { cwd: ROOT });
    if (!ok) {
      process.stdout.write(`${output}\n`);
      failed.push(title);
    }
  }
  if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.join(', ')}\n`);
  return failed.length === 0;
}

if (process.argv[1]?.endsWith('check.mjs')) {
  await prepare();
  process.exit((await check()) ? 0 : 1);
}
