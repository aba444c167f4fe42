/**
 * Prepare: from a fresh checkout to built programs, doing only what is stale.
 *
 *   system packages → npm dependencies → sandbox helper → TypeScript → web app
 *
 * With nothing stale it needs no network and about a tenth of a second.
 */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tellLanguagesLeftOut } from './languages.mjs';
import { hashOf, isFresh, writeStamp } from './stamp.mjs';
import { mustStep, say, step } from './steps.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const STAMPS = join(ROOT, 'node_modules', '.cache', 'letscode');

/** @param {{forTests?: boolean}} options */
export async function prepare({ forTests = false } = {}) {
  requireNode20();
  await ensureSystemPackages(ROOT, { forTests });
  await installDependencies();
  await buildHelper();
  await buildPrograms();
  await buildWeb();
  if (forTests) await tellLanguagesLeftOut();
}

function requireNode20() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 20) return;
  process.stderr.write(`Let'sCode needs Node 20 or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}

async function installDependencies() {
  const hash = hashOf(ROOT, ['package-lock.json']);
  const stamp = join(STAMPS, 'dependencies');
  if (isFresh(stamp, hash, [join(ROOT, 'node_modules', 'typescript')])) return;
  const argv = ['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  await mustStep('Installing npm dependencies (a minute the first time)', argv, { cwd: ROOT });
  writeStamp(stamp, hash);
}

/** A helper that cannot be built is no reason to stop: the worker refuses to run without it and the doctor says why. */
async function buildHelper() {
  const inputs = ['packages/sandbox/native'];
  const hash = hashOf(ROOT, inputs);
  const stamp = join(STAMPS, 'helper');
  if (isFresh(stamp, hash, [join(ROOT, 'packages/sandbox/native/build')])) return;
  const argv = [process.execPath, 'packages/sandbox/native/build.mjs'];
  const { ok, output } = await step('Building the sandbox helper', argv, { cwd: ROOT });
  if (ok) writeStamp(stamp, hash);
  else say(`${output.trim()}\n  Programs cannot be run until this is mended.`);
}

async function buildPrograms() {
  const inputs = ['tsconfig.json', 'tsconfig.base.json', 'package-lock.json', ...programFolders()];
  const hash = hashOf(ROOT, inputs);
  const stamp = join(STAMPS, 'programs');
  if (isFresh(stamp, hash, [join(ROOT, 'apps/cli/dist/main.js')])) return;
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  await mustStep('Building the programs', [process.execPath, tsc, '-b'], { cwd: ROOT });
  writeStamp(stamp, hash);
}

function programFolders() {
  return ['packages', 'apps'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name !== 'web' && existsSync(join(ROOT, folder, name, 'tsconfig.json')))
      .flatMap((name) => [`${folder}/${name}/src`, `${folder}/${name}/tsconfig.json`]),
  );
}

async function buildWeb() {
  if (!existsSync(join(ROOT, 'apps/web/vite.config.ts'))) return;
  const engines = ['src', 'bundle'].map((name) => `packages/browser-runtime/${name}`);
  const read = ['packages/core/src', 'packages/analysis/src', ...engines, 'packages/languages/definitions/support'];
  const inputs = ['apps/web', ...read, 'package-lock.json'];
  const hash = hashOf(ROOT, inputs);
  const stamp = join(STAMPS, 'web');
  if (isFresh(stamp, hash, [join(ROOT, 'apps/web/dist/index.html')])) return;
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  await mustStep('Building the web app', [process.execPath, vite, 'build'], { cwd: join(ROOT, 'apps/web') });
  writeStamp(stamp, hash);
}
