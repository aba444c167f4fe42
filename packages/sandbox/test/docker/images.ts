/** Images for the tests, made of this machine's programs by the builder in deploy/. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BUILDER = fileURLToPath(new URL('../../../../deploy/images/build.mjs', import.meta.url));
const TEST_IMAGES = fileURLToPath(new URL('images.json', import.meta.url));

/** What conformance.ts runs, as `letscode-conformance`. */
export function buildConformanceImage(socketPath: string): void {
  build('--socket', socketPath, '--images', TEST_IMAGES);
}

/** @param names of deploy/images/images.json */
export function buildImages(socketPath: string, names: string[]): void {
  build('--socket', socketPath, ...names);
}

function build(...args: string[]): void {
  execFileSync(process.execPath, [BUILDER, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}
