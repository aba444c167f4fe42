/** What is made once per toolchain: it is used, it changes nothing but the time, and nothing depends on it. */
import { mkdir, mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { LanguageDefinition } from '@letscode/languages';
import { describe, expect, it } from 'vitest';
import { compileProgram, prepareToolchain } from '../src/index.js';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

const HOUR_MS = 3_600_000;

function languageOf(id: string): LanguageDefinition {
  const found = bench.languages.find((each) => each.id === id);
  if (!found) throw new Error(`${id} is not installed`);
  return found;
}

function prepare(language: LanguageDefinition, now = Date.now()) {
  return prepareToolchain(language, {
    runner: bench.sandbox,
    cacheFolder: join(bench.folder, 'prepared'),
    now: () => now,
  });
}

async function prepared(id: string): Promise<LanguageDefinition> {
  const { language, reason } = await prepare(languageOf(id));
  expect(reason).toBeUndefined();
  return language;
}

/** Compiles with further or other compiler options. */
async function compile(language: LanguageDefinition, code: string, options: (argv: string[]) => string[] = (a) => a) {
  const hostFolder = await mkdtemp(join(bench.folder, 'compile-'));
  const command = language.compile as NonNullable<typeof language.compile>;
  const sources = [{ name: `main.${language.extension}`, content: code }];
  const changed = { ...language, compile: { ...command, argv: options(command.argv) } };
  const { result, hostArtifactPath } = await compileProgram({
    runner: bench.sandbox,
    language: changed,
    sources,
    hostFolder,
  });
  return { ok: result?.ok, output: result?.output ?? '', hostArtifactPath };
}

const withOptions =
  (...more: string[]) =>
  (argv: string[]) => [argv[0] as string, ...more, ...argv.slice(1)];

const BODY = 'int main() { std::map<int, int> m; m[1] = 2; std::cout << m.size() << std::endl; }\n';
const PRECOMPILED = '! /prepared/bits/stdc++.h.gch';

describe('The header that C++ programs include first', () => {
  it('is taken as it was compiled ahead', async () => {
    const done = await compile(await prepared('cpp'), `#include <bits/stdc++.h>\n${BODY}`, withOptions('-H'));
    expect(done.ok, done.output).toBe(true);
    expect(done.output).toContain(PRECOMPILED);
  });

  it.each([
    ['no pragma', '#include <bits/stdc++.h>\n'],
    ['a pragma', '#pragma GCC optimize("O3,unroll-loops")\n#pragma GCC target("avx2")\n#include <bits/stdc++.h>\n'],
    ['a macro that the library reads', '#define _GLIBCXX_DEBUG 1\n#include <bits/stdc++.h>\n'],
    ['another header', '#include <iostream>\n#include <bits/stdc++.h>\n'],
    ['the macro ONLINE_JUDGE', '#ifdef ONLINE_JUDGE\n#include <bits/stdc++.h>\n#endif\n'],
    ['only the headers it needs', '#include <iostream>\n#include <map>\n'],
  ])('leaves the compiled program as it would be without, with %s before it', async (_what, head) => {
    const [without, withIt] = await Promise.all([
      compile(languageOf('cpp'), head + BODY),
      compile(await prepared('cpp'), head + BODY),
    ]);
    expect([without.ok, withIt.ok], without.output + withIt.output).toEqual([true, true]);
    expect(withIt.output).toBe(without.output);
    const [a, b] = await Promise.all([without, withIt].map((each) => readFile(join(each.hostArtifactPath, 'program'))));
    expect(a?.equals(b as Buffer)).toBe(true);
  });

  it.each([
    ['a pragma stands before it', '#pragma GCC optimize("O3")\n', []],
    ['the options differ', '', ['-std=gnu++17']],
    ['a command-line macro differs', '', ['-D_GLIBCXX_ASSERTIONS']],
  ])('is read in full where %s', async (_what, head, options) => {
    const code = `${head}#include <bits/stdc++.h>\n${BODY}`;
    const done = await compile(await prepared('cpp'), code, (argv) => [...argv, ...options, '-H']);
    expect(done.ok, done.output).toBe(true);
    expect(done.output).not.toContain(PRECOMPILED);
    expect(done.output).toContain('/bits/stdc++.h');
  });

  it('is not written to by a compilation', async () => {
    const language = await prepared('cpp');
    const done = await compile(language, BODY, (argv) => [...argv, '-MD', '-MF', '/prepared/bits/stdc++.h.gch']);
    expect(done.ok).toBe(false);
    expect(done.output).toContain('Read-only file system');
  });

  it('of the program itself goes first', async () => {
    const hostFolder = await mkdtemp(join(bench.folder, 'compile-'));
    const sources = [
      { name: 'main.cpp', content: '#include <bits/stdc++.h>\nint main() { return OWN; }\n' },
      { name: 'bits/stdc++.h', content: '#define OWN 7\n' },
    ];
    const language = await prepared('cpp');
    const { result } = await compileProgram({ runner: bench.sandbox, language, sources, hostFolder });
    expect(result).toMatchObject({ ok: true });
  });
});

describe('The classes of javac', () => {
  const CODE = 'class Main { public static void main(String[] a) { System.out.println(7); } }\n';

  it('are shared as they were after loading', async () => {
    const options = (argv: string[]) => argv.map((word) => (word === '-J-Xlog:disable' ? '-J-Xlog:class+load' : word));
    const done = await compile(await prepared('java'), CODE, options);
    expect(done.output).toContain('com.sun.tools.javac.main.Main source: shared objects file (top)');
  });

  it('are loaded one by one where the virtual machine is another, without a word', async () => {
    const done = await compile(await prepared('java'), CODE, withOptions('-J-XX:-UseCompressedClassPointers'));
    expect(done).toMatchObject({ ok: true, output: '' });
  });
});

describe('A preparation', () => {
  it('is made once and found again', async () => {
    const first = await prepared('cpp');
    const again = await prepared('cpp');
    expect(again.hostPreparedPath).toBe(first.hostPreparedPath);
    expect((await readdir(join(bench.folder, 'prepared'))).filter((name) => name.startsWith('cpp-'))).toHaveLength(1);
  });

  it('that is gone is not missed', async () => {
    const language = { ...(await prepared('cpp')), hostPreparedPath: join(bench.folder, 'gone') };
    expect(await compile(language, `#include <bits/stdc++.h>\n${BODY}`)).toMatchObject({ ok: true, output: '' });
  });

  it('that fails says why and leaves the language as it was, for an hour', async () => {
    const cpp = languageOf('cpp');
    const steps = cpp.prepare?.steps.map((step) => ({ ...step, argv: [...step.argv, '-fno-such-option'] })) ?? [];
    const broken = { ...cpp, prepare: { steps, inputs: [], fingerprint: 'broken' } };
    const now = Date.now();
    const failed = await prepare(broken, now);
    expect(failed.language).toBe(broken);
    expect(failed.reason).toContain('no-such-option');
    const mended = { ...cpp, prepare: { ...broken.prepare, steps: cpp.prepare?.steps ?? [] } };
    expect((await prepare(mended, now)).reason).toContain('no-such-option');
    expect((await prepare(mended, now + 2 * HOUR_MS)).reason).toBeUndefined();
  });

  it('with which the language does not prove itself is not used', async () => {
    const cpp = languageOf('cpp');
    const proof = { ...cpp.proof, code: 'int main() {}' };
    const doubtful = { ...cpp, proof, prepare: { ...cpp.prepare, fingerprint: 'doubtful' } } as LanguageDefinition;
    expect((await prepare(doubtful)).reason).toContain('its proof printed');
  });

  it('of a toolchain that is gone is removed in time', async () => {
    const old = join(bench.folder, 'prepared', 'cpp-old');
    await mkdir(old, { recursive: true });
    await utimes(old, 0, 0);
    const cpp = languageOf('cpp');
    await prepare({ ...cpp, prepare: { ...cpp.prepare, fingerprint: 'new' } } as LanguageDefinition);
    const names = await readdir(join(bench.folder, 'prepared'));
    expect(names).toContain('cpp-new');
    expect(names).not.toContain('cpp-old');
    await rm(join(bench.folder, 'prepared', 'cpp-new'), { recursive: true });
  });
});
