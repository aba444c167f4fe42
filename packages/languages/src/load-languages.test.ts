import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { languageOfFile, loadLanguages } from './load-languages.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'letscode-languages-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const GOOD = `
id: good
name: Good
extension: gd
editorMode: plaintext
remedy: install it
programs: { good: { names: [good] } }
version: ['{good}', --version]
run: { argv: ['{good}', '{app}/{main}'], profile: good, root: ['{good}'] }
template: x
proof: { code: x, input: '', output: ok }
`;

const faultsOf = (): string => {
  try {
    loadLanguages(folder);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('Language definitions', () => {
  it('that are bundled load', () => {
    const ids = loadLanguages().map((language) => language.id);
    expect(ids).toEqual(['c', 'cpp', 'java', 'javascript', 'python', 'rust', 'typescript']);
  });

  it('compile ahead with the options of later compilations: others would not fit', () => {
    const cpp = loadLanguages().find((language) => language.id === 'cpp');
    const optionsOf = (argv: string[] = []) => argv.filter((word) => /^-(?!x$|o$|I)/.test(word));
    expect(optionsOf(cpp?.prepare?.steps[0]?.argv)).toEqual(optionsOf(cpp?.compile?.argv));
    expect(cpp?.prepare?.steps[0]).toMatchObject({ like: 'compile', into: 'bits', profile: 'cpp' });
    expect(cpp?.prepare?.steps[0]?.root).toEqual(cpp?.compile?.root);
  });

  it('load from one file each', () => {
    writeFileSync(join(folder, 'good.yaml'), GOOD);
    expect(loadLanguages(folder)).toMatchObject([
      { id: 'good', otherExtensions: [], run: { limits: { timeFactor: 1 } } },
    ]);
  });

  it('are refused with every fault of every file, by name', () => {
    writeFileSync(join(folder, 'a.yaml'), 'id: [unclosed');
    writeFileSync(join(folder, 'b.yaml'), GOOD.replace('name: Good', 'name: 7').replace('template: x', ''));
    writeFileSync(join(folder, 'c.yaml'), `${GOOD}colour: red\n`);
    writeFileSync(join(folder, 'd.yaml'), GOOD.replace('{app}', '{apps}'));
    const faults = faultsOf();
    expect(faults).toMatch(/^a\.yaml:1: /m);
    expect(faults).toMatch(/^b\.yaml: name: /m);
    expect(faults).toMatch(/^b\.yaml: template: /m);
    expect(faults).toMatch(/^c\.yaml: .*colour/m);
    expect(faults).toMatch(/^d\.yaml: id: is "good"; name the file good\.yaml/m);
    expect(faults).toMatch(/^d\.yaml: \{apps\} names neither/m);
  });

  it('may not claim one extension twice', () => {
    writeFileSync(join(folder, 'good.yaml'), GOOD);
    writeFileSync(join(folder, 'other.yaml'), GOOD.replace('id: good', 'id: other'));
    expect(faultsOf()).toContain('other.yaml: the extension .gd belongs to good.yaml already');
  });

  it('are missed when the folder is empty', () => {
    expect(faultsOf()).toContain('holds no *.yaml file');
  });

  it.each([
    ['sum.cc', 'cpp'],
    ['Main.java', 'java'],
    ['a.b.py', 'python'],
    ['x.mts', 'typescript'],
    ['README', undefined],
    ['notes.txt', undefined],
  ])('know %s by its extension: %s', (file, id) => {
    expect(languageOfFile(file, loadLanguages())?.id).toBe(id);
  });
});
