/** Where the starters of interpreters are; native/build.mjs makes them when their sources have changed (native/start.h). */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BUILD_SCRIPT = fileURLToPath(new URL('../native/build.mjs', import.meta.url));

/**
 * Builds the folder that stands for {start}, if needed.
 *
 * @returns its absolute path
 * @throws Error that says what the C compiler said
 */
export function buildStarters(): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [BUILD_SCRIPT], (error, stdout, stderr) => {
      if (error) reject(new Error(`The starters did not compile: ${stderr.trim() || error.message}`, { cause: error }));
      else resolve(stdout.trim());
    });
  });
}
