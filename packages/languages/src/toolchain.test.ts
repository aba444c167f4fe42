import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findProgram } from './toolchain.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'letscode-toolchain-test-'));
  mkdirSync(join(folder, 'shims'));
  writeFileSync(join(folder, 'shims', 'thing'), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
  for (const version of ['2.9', '2.10']) {
    const bin = join(folder, 'versions', version, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'thing'), `#!/bin/sh\necho ${join(folder, 'versions', version)}\n`, { mode: 0o755 });
    copyFileSync('/bin/true', join(bin, 'real'));
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('A version that pyenv has installed and nobody has chosen is found, the newest first', async () => {
  const definition = { names: ['thing'], askHome: ['home'], inHome: 'bin/real' };
  const found = await findProgram(definition, [join(folder, 'shims')], new Map());
  expect(found?.path).toBe(join(folder, 'versions', '2.10', 'bin', 'real'));
});

it('A script is a program where its home holds what makes it one', async () => {
  const home = join(folder, 'versions', '2.9');
  const definition = { names: ['thing'], homeAbove: 2, homeHolds: 'lib/thing.jar' };
  expect(await findProgram(definition, [join(home, 'bin')], new Map())).toBeUndefined();
  mkdirSync(join(home, 'lib'));
  writeFileSync(join(home, 'lib', 'thing.jar'), '');
  expect(await findProgram(definition, [join(home, 'bin')], new Map())).toMatchObject({ homePaths: [home] });
});

it('Behind a folder of another name nothing is looked for', async () => {
  const definition = { names: ['thing'], askHome: ['home'], inHome: 'bin/real' };
  expect(await findProgram(definition, [join(folder, 'bin')], new Map())).toBeUndefined();
});
