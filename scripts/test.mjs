/**
 * `npm test [-- vitest arguments]`: prepares, checks, then runs every test.
 *
 * With arguments only vitest runs, for working on one suite.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { check } from './check.mjs';
import { prepare, ROOT } from './setup/prepare.mjs';

process.stdout.write("Let'sCode tests\n");
await prepare({ forTests: true });
const args = process.argv.slice(2);
const passed = args.length > 0 || (await check());
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const tests = spawnSync(process.execPath, [vitest, 'run', ...args], { cwd: ROOT, stdio: 'inherit' });
process.exit(passed && tests.status === 0 ? 0 : 1);
