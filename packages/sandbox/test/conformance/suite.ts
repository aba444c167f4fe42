/** What the parts of the conformance suite share. */
import type { Sandbox } from '../../src/index.js';
import type { Box } from '../box-fixture.js';

/** Set before the first test runs: to be read within tests only. */
export interface Suite {
  sandbox: Sandbox;
  box: Box;
  emptyFolder(name: string): string;
}

export const sh = (script: string) => ['/bin/sh', '-c', script];
export const MIB = 1024 * 1024;
