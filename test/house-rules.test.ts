/**
 * The parts of the dependency rules that imports can't show: only a main.ts
 * reads the environment, handles signals or exits.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

const sources = ['packages', 'apps']
  .flatMap((folder) => readdirSync(join(root, folder)).map((room) => join(folder, room, 'src')))
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, String(file))))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !/\/testing/.test(file));

/** The file's text without its comments. */
function codeOf(file: string): string {
  return readFileSync(join(root, file), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
}

describe('only a main.ts touches the process', () => {
  const others = sources.filter((file) => basename(file) !== 'main.ts');

  it.each([
    ['the environment', /\bprocess\.env\b/],
    ['exit', /\bprocess\.exit(Code)?\b/],
    ['signals', /\bprocess\.(on|once)\(\s*['"]SIG/],
  ])('%s', (_what, pattern) => {
    const guilty = others.filter((file) => pattern.test(codeOf(file)));
    expect(guilty).toEqual([]);
  });

  it('and there are sources to look at', () => {
    expect(others.length).toBeGreaterThan(20);
  });
});

describe('no file has a vague name', () => {
  it('such as utils or helpers', () => {
    const vague = sources.filter((file) => /^(utils?|helpers?|common|misc|lib)\.tsx?$/.test(basename(file)));
    expect(vague).toEqual([]);
  });
});
