import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LanguageDefinition } from './contract.js';
import { loadLanguages } from './load-languages.js';
import { probeLanguages } from './probe-languages.js';
import { resolveLanguage } from './resolve-language.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'letscode-probe-test-'));
  mkdirSync(join(folder, 'shims'));
  writeFileSync(join(folder, 'shims', 'gcc'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const language = (id: string) => loadLanguages().find((each) => each.id === id) as LanguageDefinition;

describe('Resolving a language', () => {
  it('passes over the scripts that version managers put on the path', async () => {
    const resolution = await resolveLanguage(language('c'), { searchPath: [join(folder, 'shims'), '/usr/bin'] });
    expect(resolution).toMatchObject({
      ok: true,
      definition: { compile: { argv: expect.arrayContaining(['/usr/bin/gcc']) } },
    });
  });

  it('says what is missing and what to do', async () => {
    const resolution = await resolveLanguage(language('c'), { searchPath: [join(folder, 'shims'), 'relative'] });
    expect(resolution).toMatchObject({
      ok: false,
      reason: 'gcc is not installed',
      remedy: 'apt-get install gcc libc6-dev',
    });
  });

  it('gives Python no compiler and compiled programs no files at all', async () => {
    const python = await resolveLanguage(language('python'));
    expect(python.definition.run.root.filter((path) => /gcc|include|\/usr\/bin$|\/usr\/lib$/.test(path))).toEqual([]);
    expect((await resolveLanguage(language('cpp'))).definition.run.root).toEqual([]);
  });

  it('leaves only the judge’s placeholders', async () => {
    for (const definition of loadLanguages()) {
      const resolution = await resolveLanguage(definition, { searchPath: (process.env.PATH ?? '').split(':') });
      if (!resolution.ok) continue;
      const { compile, run } = resolution.definition;
      const words = [...(compile?.argv ?? []), ...run.argv, ...(compile?.root ?? []), ...run.root].join(' ');
      // Free Pascal has words of its own.
      const others = words.replaceAll(/-Fu\S*\$fpctarget(?:\/\*)?/g, '');
      expect(others.replace(/\{(?:source|sources|out|app|main|prepared|memoryMiB|support)\}/g, '')).not.toMatch(
        /[{}*?]/,
      );
      expect([...(compile?.root ?? []), ...run.root]).not.toContain('/usr');
    }
  });
});

describe('Probing languages', () => {
  it('believes a toolchain only when it has proven itself', async () => {
    const refuse = async () => ({ ok: false as const, reason: 'its proof printed nothing' });
    const probed = await probeLanguages([language('c')], refuse, { searchPath: ['/usr/bin'] });
    expect(probed.usable).toEqual([]);
    expect(probed.proven).toEqual({});
    expect(probed.languages[0]).toMatchObject({ id: 'c', available: false });
    expect(probed.languages[0]?.remedy).toMatch(/its proof printed nothing.*apt-get install gcc/);
  });

  it('does not ask again for a proof that it remembers, until the toolchain changes', async () => {
    let proofCount = 0;
    const prove = async () => {
      proofCount++;
      return { ok: true as const };
    };
    const definitions = [language('c')];
    const first = await probeLanguages(definitions, prove, { searchPath: ['/usr/bin'] });
    expect(first.languages[0]).toMatchObject({ available: true, version: expect.stringContaining('gcc') });
    await probeLanguages(definitions, prove, { searchPath: ['/usr/bin'], proven: first.proven });
    expect(proofCount).toBe(1);
    await probeLanguages(definitions, prove, { searchPath: ['/usr/bin'], proven: { c: 'another fingerprint' } });
    expect(proofCount).toBe(2);
  });
});
