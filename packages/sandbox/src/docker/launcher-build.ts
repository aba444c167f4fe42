/** Where the compiled launcher is; launcher/build.mjs makes it when its sources have changed. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LetscodeError } from '@letscode/core';

/** From the sources, also when this file runs as built: C is not part of what TypeScript builds. */
const BUILD_SCRIPT = fileURLToPath(new URL('../../src/docker/launcher/build.mjs', import.meta.url));

/**
 * Builds the launcher if needed.
 *
 * @returns its absolute path
 * @throws LetscodeError `isolation_missing`; the message names the packages to install
 */
export function buildLauncher(): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [BUILD_SCRIPT], (error, stdout, stderr) => {
      if (error) reject(new LetscodeError('isolation_missing', stderr.trim() || error.message, { cause: error }));
      else resolve(stdout.trim());
    });
  });
}
