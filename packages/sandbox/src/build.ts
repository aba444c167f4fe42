/** Where the compiled helper is; native/build.mjs makes it when its sources have changed. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LetscodeError } from '@letscode/core';

const BUILD_SCRIPT = fileURLToPath(new URL('../native/build.mjs', import.meta.url));

/**
 * Builds the helper if needed.
 *
 * @param recording the helper of the recorder (recorder.ts), under which nothing is refused for good
 * @returns its absolute path
 * @throws LetscodeError `isolation_missing`; the message names the packages to install
 */
export function buildHelper({ recording = false } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [BUILD_SCRIPT, ...(recording ? ['--recording'] : [])], (error, stdout, stderr) => {
      if (error) reject(new LetscodeError('isolation_missing', stderr.trim() || error.message, { cause: error }));
      else resolve(stdout.trim());
    });
  });
}
