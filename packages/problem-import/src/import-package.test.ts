import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openStore, type Store } from '@letscode/store';
import { startTestPostgres, type TestPostgres } from '@letscode/store/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportPackage } from './export-package.js';
import { importArchive, importPackage } from './import-package.js';

let postgres: TestPostgres;
let store: Store;
let folder: string;
let count = 0;

beforeAll(async () => {
  postgres = await startTestPostgres();
  store = openStore(await postgres.createDatabase());
  folder = await mkdtemp(join(tmpdir(), 'letscode-import-'));
});
afterAll(async () => {
  await store.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const PLAIN: Record<string, string> = {
  'problem.yaml': 'name: Sum\nlimits:\n  time_limit: 2\n',
  '.timelimit': '2\n',
  'problem_statement/problem.en.md': '# Sum\n\nAdd. ![figure](fig.png)\n',
  'problem_statement/problem.sv.md': '# Summa\n\nAddera.\n',
  'problem_statement/fig.png': 'png',
  'attachments/tool.zip': 'zip',
  'data/sample/1.in': '1 2\n',
  'data/sample/1.ans': '3\n',
  'data/secret/1.in': '3 4\n',
  'data/secret/1.ans': '7\n',
  'submissions/accepted/sum.py': 'print(sum(map(int, input().split())))\n',
  '.git/config': 'mine',
};

let id: string;
beforeEach(() => {
  count += 1;
  id = `sum${count}`;
});

async function writePackage(files: Record<string, string> = PLAIN): Promise<string> {
  const path = join(folder, id);
  await rm(path, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return path;
}

describe('an import', () => {
  it('keeps every file of the package but those of version control', async () => {
    expect(await importPackage(store, await writePackage())).toMatchObject({ problemId: id, changed: true });
    const kept = await store.problems.findPackage(id);
    expect(kept?.files.map(({ path }) => path)).toEqual(
      Object.keys(PLAIN)
        .filter((path) => !path.startsWith('.git/'))
        .sort(),
    );
    const sum = kept?.files.find(({ path }) => path.endsWith('sum.py'));
    expect(Buffer.from((await store.blobs.get(sum?.sha256 ?? '')) ?? []).toString()).toBe(
      PLAIN['submissions/accepted/sum.py'],
    );
  });

  it('shows users the statement in each language, images and attachments, and nothing else', async () => {
    await importPackage(store, await writePackage());
    const problem = await store.problems.find(id);
    expect(problem).toMatchObject({
      title: 'Sum',
      statementLanguage: 'en',
      samples: [{ name: 'sample/1', input: '1 2\n', output: '3\n' }],
      testCount: 2,
      attachments: [{ name: 'attachments/tool.zip', byteCount: 3 }],
    });
    expect(problem?.statementLanguages?.map(({ language }) => language)).toEqual(['en', 'sv']);
    expect((await store.problems.find(id, undefined, 'sv'))?.statement).toContain('Addera.');
    const names = (await store.problems.findPackage(id))?.files.flatMap(({ publicName }) => publicName ?? []);
    expect(names).toEqual(['attachments/tool.zip', 'fig.png']);
  });

  it('tells how outputs are compared where the default checker does it on the program alone', async () => {
    const comparisonOf = async (files: Record<string, string>) => {
      await importPackage(store, await writePackage({ ...PLAIN, ...files }));
      return (await store.problems.find(id))?.comparison;
    };
    expect(await comparisonOf({})).toEqual({ caseSensitive: false, spaceChangeSensitive: false });
    const flags = 'name: Sum\nlimits:\n  time_limit: 2\nvalidator_flags: case_sensitive float_tolerance 1e-6\n';
    expect(await comparisonOf({ 'problem.yaml': flags })).toEqual({
      caseSensitive: true,
      spaceChangeSensitive: false,
      floatAbsolute: 1e-6,
      floatRelative: 1e-6,
    });
    const own = { 'problem.yaml': 'name: Sum\nvalidation: custom\n', 'output_validators/v.py': 'exit(42)\n' };
    expect(await comparisonOf(own)).toBeUndefined();
    expect(await comparisonOf({ 'include/default/tool.py': 'x = 1\n' })).toBeUndefined();
  });

  it('of the same package changes nothing; of one with another solution, the package', async () => {
    await importPackage(store, await writePackage());
    expect(await importPackage(store, await writePackage())).toMatchObject({ changed: false });
    const changed = await writePackage({ ...PLAIN, 'submissions/wrong_answer/zero.py': 'print(0)\n' });
    expect(await importPackage(store, changed)).toMatchObject({ changed: true });
  });

  it('refuses a package that cannot be judged, with what was found, and stores nothing', async () => {
    const path = await writePackage({ 'problem.yaml': 'name: Empty\n' });
    const refused = await importPackage(store, path).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'bad_package', message: expect.stringContaining('data: holds no test') });
    const { notes } = (refused as { details: { notes: { severity: string; where: string }[] } }).details;
    expect(notes[0]).toMatchObject({ severity: 'error', where: 'data' });
    expect(notes.map(({ severity }) => severity)).toContain('warning');
    expect(await store.problems.find(id)).toBeUndefined();
  });

  it('never follows a link out of the package', async () => {
    const path = await writePackage();
    await writeFile(join(folder, 'outside.txt'), 'secret of this machine');
    await mkdir(join(path, 'generators'));
    await symlink(join(folder, 'outside.txt'), join(path, 'generators', 'stolen.txt'));
    await symlink(folder, join(path, 'generators', 'everything'));
    await symlink(join(path, 'attachments', 'tool.zip'), join(path, 'generators', 'same.zip'));
    await importPackage(store, path);
    const kept = (await store.problems.findPackage(id))?.files.filter((file) => file.path.startsWith('generators/'));
    expect(kept?.map((file) => file.path)).toEqual(['generators/same.zip']);
  });

  it('of what was exported as a zip is the same package, executable files included', async () => {
    const path = await writePackage();
    await chmod(join(path, 'submissions/accepted/sum.py'), 0o755);
    await importPackage(store, path);
    const zip = join(folder, `${id}-exported.zip`);
    const scratch = await mkdtemp(join(folder, 'scratch-'));
    await exportPackage(store, id, scratch, () => createWriteStream(zip));
    expect(await importArchive(store, zip, scratch)).toMatchObject({ problemId: id, changed: false });
    expect(await readdir(scratch)).toEqual([]);
    expect((await store.problems.findPackage(id))?.files.filter(({ isExecutable }) => isExecutable)).toHaveLength(1);
  });

  it('of a zip that is none is refused, and leaves nothing behind', async () => {
    const scratch = await mkdtemp(join(folder, 'scratch-'));
    const zip = join(folder, 'broken.zip');
    await writeFile(zip, 'PK no zip');
    await expect(importArchive(store, zip, scratch)).rejects.toMatchObject({
      code: 'bad_package',
      details: { notes: [{ severity: 'error' }] },
    });
    expect(await readdir(scratch)).toEqual([]);
  });

  it('keeps the groups of a scored problem with their points', async () => {
    const group = (flags: string) => `on_reject: continue\nrange: 0 100\ngrader_flags: ${flags}\n`;
    const path = await writePackage({
      'problem.yaml': 'name: Points\ntype: scoring\nlimits:\n  time_limit: 1\n',
      'problem_statement/problem.en.md': '# Points\n',
      'data/testdata.yaml': group('sum ignore_sample'),
      'data/sample/1.in': '1\n',
      'data/sample/1.ans': '1\n',
      'data/secret/testdata.yaml': group('sum'),
      'data/secret/group1/testdata.yaml': 'accept_score: 40\nrange: 0 40\ngrader_flags: min\n',
      'data/secret/group1/1.in': '1\n',
      'data/secret/group1/1.ans': '1\n',
      'submissions/accepted/a.py': 'print(input())\n',
    });
    await importPackage(store, path);
    const problem = await store.problems.find(id);
    expect(problem?.kind).toEqual({ scored: true, interactive: false, multiPass: false });
    expect(problem?.maxScore).toBe(40);
    expect(problem?.groups).toContainEqual({ name: 'secret/group1', testCount: 1, maxScore: 40 });
  });
});
