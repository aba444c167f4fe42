import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { languageNamed, languageOfFile, languageOfSources } from './language-of-files.js';
import { loadLanguages } from './load-languages.js';

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
    const files = readdirSync(new URL('../definitions/', import.meta.url)).filter((name) => name.endsWith('.yaml'));
    expect(ids.map((id) => `${id}.yaml`).sort()).toEqual(files.sort());
    expect(ids).toEqual(expect.arrayContaining(['c', 'cpp', 'java', 'javascript', 'python', 'rust', 'typescript']));
  });

  it('compile ahead with the options of later compilations: others would not fit', () => {
    const cpp = loadLanguages().find((language) => language.id === 'cpp');
    const optionsOf = (argv: string[] = []) => argv.filter((word) => /^-(?!x$|o$|I)/.test(word));
    expect(optionsOf(cpp?.prepare?.steps[0]?.argv)).toEqual(optionsOf(cpp?.compile?.argv));
    expect(cpp?.prepare?.steps[0]).toMatchObject({ like: 'compile', into: 'bits', profile: 'cpp' });
    expect(cpp?.prepare?.steps[0]?.root).toEqual(cpp?.compile?.root);
  });

  it('that are compiled for the browser too never say how a module is run', () => {
    const modules = loadLanguages().flatMap(({ wasm }) => (wasm ? [wasm] : []));
    expect(modules.map(({ id }) => id)).toEqual(['c-wasm', 'cpp-wasm', 'rust-wasm']);
    for (const { run, compile } of modules) {
      expect(run).toMatchObject({ argv: [], root: [], support: [] });
      expect(compile?.argv.join(' ')).toContain('--target=wasm32-wasi');
    }
  });

  it('compile ahead for the browser with the options of later compilations: others would not fit', () => {
    const cpp = loadLanguages().find((language) => language.id === 'cpp')?.wasm;
    const optionsOf = (argv: string[] = []) => argv.filter((word) => /^-(?:std|O|f(?!use)|m|D)/.test(word));
    expect(optionsOf(cpp?.prepare?.steps[0]?.argv)).toEqual(optionsOf(cpp?.compile?.argv));
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
    ['a.py3', 'python'],
    ['a.py2', 'python2'],
    ['a.pl', 'perl'],
    ['README', undefined],
    ['notes.txt', undefined],
  ])('know %s by its extension: %s', (file, id) => {
    expect(languageOfFile(file, loadLanguages())?.id).toBe(id);
  });

  it.each([
    ['#!/usr/bin/env python2\nprint 1', 'main.py', 'python2'],
    ['#!/usr/bin/env python3\nprint(1)', 'main.py', 'python'],
    ['# run by python2\nprint(1)', 'main.py', 'python'],
    ['x = 1\nif x:\n    print x % 2\n', 'main.py', 'python2'],
    ['print "yes", 1', 'main.py', 'python2'],
    ['import sys\nprint >>sys.stderr, 1', 'main.py', 'python2'],
    ['print (1)\nprint\nprint = 3', 'main.py', 'python'],
    ['"""\nprint the sum of both\n"""\nprint(1)', 'main.py', 'python'],
    ['#!/usr/bin/env pypy3\nprint(1)', 'main.py', 'pypy'],
    ['import sys\nimport __pypy__\n', 'main.py', 'pypy'],
    ['# import __pypy__\nimport sys', 'main.py', 'python'],
    ['main :- write(x).', 'hello.pl', 'prolog'],
    [':- initialization(main).', 'hello.pl', 'prolog'],
    ['edge(a, b).\npath(X, Y) :- edge(X, Y).', 'hello.pl', 'prolog'],
    ['my $x = $a ? 1 : -1;\nsub f { }\n', 'hello.pl', 'perl'],
    ['#!/usr/bin/perl\nuse strict;', 'hello.pl', 'perl'],
  ])('tell by what is in it whose file it is: %j in %s', (text, name, id) => {
    expect(languageOfFile(name, loadLanguages(), text)?.id).toBe(id);
  });

  it('take several files for the language that most are in', () => {
    const known = loadLanguages();
    const idOf = (...names: string[]) =>
      languageOfSources(
        names.map((name) => ({ name })),
        known,
      )?.id;
    expect(idOf('a.h', 'a.cc', 'b.cc', 'run.py')).toBe('cpp');
    expect(idOf('run.py', 'a.cc')).toBe('python');
    expect(idOf('README', 'notes.txt')).toBeUndefined();
  });

  it.each([
    ['python3', 'python'],
    ['C++', 'cpp'],
    ['c#', 'csharp'],
    ['pypy3', 'pypy'],
    ['python2', 'python2'],
    ['kotlin', 'kotlin'],
    ['whitespace', undefined],
  ])('are known by the names that packages use: %s', (name, id) => {
    expect(languageNamed(name, loadLanguages())?.id).toBe(id);
  });

  it('may not claim one name twice', () => {
    writeFileSync(join(folder, 'good.yaml'), `${GOOD}aliases: [fine]\n`);
    writeFileSync(
      join(folder, 'other.yaml'),
      `${GOOD.replace('id: good', 'id: other').replace('gd', 'ot')}aliases: [fine]\n`,
    );
    expect(faultsOf()).toContain('other.yaml: the name fine belongs to good.yaml already');
  });

  it('are refused for a pattern that is none', () => {
    writeFileSync(join(folder, 'good.yaml'), `${GOOD}mainPattern: '('\n`);
    expect(faultsOf()).toMatch(/good\.yaml: mainPattern: is no regular expression/);
  });

  it('let another toolchain have the extension of its language, whose files are then never taken for it', () => {
    writeFileSync(join(folder, 'good.yaml'), GOOD);
    writeFileSync(join(folder, 'other.yaml'), `${GOOD.replace('id: good', 'id: other')}variantOf: good\n`);
    expect(languageOfFile('x.gd', loadLanguages(folder).reverse())?.id).toBe('good');
  });
});
