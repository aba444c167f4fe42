import { describe, expect, test } from 'vitest';
import { storeSuite } from '../test/store-suite.js';
import { importSampleProblem } from './testing.js';

const { store } = storeSuite();

describe('a package', () => {
  test('of which a file was not stored is refused', async () => {
    const files = [{ path: 'x', sha256: '0'.repeat(64), byteCount: 1 }];
    const importing = importSampleProblem(store, 'bare', (problem) => ({ ...problem, files }));
    await expect(importing).rejects.toMatchObject({ code: 'bad_package' });
    expect(await store.problems.find('bare')).toBeUndefined();
  });

  test('is given back file by file, and of its files users get the public ones', async () => {
    const sha256 = await store.blobs.put(Buffer.from('png'));
    const files = [
      { path: 'Z.sh', sha256, byteCount: 3, isExecutable: true },
      { path: 'problem_statement/fig.png', sha256, byteCount: 3, publicName: 'fig.png' },
    ];
    const notes = [{ severity: 'warning' as const, where: 'problem.yaml:1', message: 'odd' }];
    await importSampleProblem(store, 'whole', (problem) => ({ ...problem, files, notes, hasTimeLimit: false }));
    expect(await store.problems.findPackage('whole')).toEqual({
      packageSha256: 'a'.repeat(64),
      files,
      notes,
      hasTimeLimit: false,
    });
    expect((await store.problems.findForJudging('whole'))?.files).toEqual(files);
    expect(await store.problems.findPublicFile('whole', 'fig.png')).toEqual(files[1]);
    expect(await store.problems.findPublicFile('whole', 'Z.sh')).toBeUndefined();
    expect(await store.problems.findPublicFile('none', 'fig.png')).toBeUndefined();
    expect(await store.problems.findPackage('none')).toBeUndefined();
  });

  test('tells its statement in the language that is asked for, else as its author put it first', async () => {
    const statements = [
      { language: 'en', title: 'Sum', text: 'Add.' },
      { language: 'sv', title: 'Summa', text: 'Addera.' },
    ];
    await importSampleProblem(store, 'talks', (problem) => ({ ...problem, statements }));
    const inLanguage = (language: string) => store.problems.find('talks', undefined, language);
    expect(await inLanguage('sv')).toMatchObject({ title: 'Summa', statement: 'Addera.', statementLanguage: 'sv' });
    expect(await inLanguage('sv-SE')).toMatchObject({ statementLanguage: 'sv' });
    expect(await inLanguage('fi')).toMatchObject({ title: 'Sum of two numbers', statementLanguage: 'en' });
  });

  test('that names no time limit takes a derived one; another, or a newer package, does not', async () => {
    const derived = { cpuTimeMs: 3_000, wallTimeMs: 11_000 };
    await importSampleProblem(store, 'named');
    expect(await store.problems.setDerivedTimeLimit('named', 'a'.repeat(64), derived)).toBe(false);
    await importSampleProblem(store, 'unnamed', (problem) => ({ ...problem, hasTimeLimit: false }));
    expect(await store.problems.setDerivedTimeLimit('unnamed', 'b'.repeat(64), derived)).toBe(false);
    expect(await store.problems.setDerivedTimeLimit('unnamed', 'a'.repeat(64), derived)).toBe(true);
    expect((await store.problems.findForJudging('unnamed'))?.limits).toMatchObject({ ...derived, processCount: 50 });
    expect((await store.problems.find('unnamed'))?.limits).toMatchObject({ cpuTimeMs: 3_000, outputBytes: 1_048_576 });
  });
});
