import { createWriteStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readPackage, readPackageArchive, writePackageArchive } from '../src/index.js';
import { type Files, faultOf, LEGACY, MODERN, temporaryFolder, writeFiles, zipOf } from './package-maker.js';

const folder = temporaryFolder();

const inFolder = (name: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]));

async function read(zip: Buffer, name = 'upload.zip', options = {}) {
  const path = join(folder.path, name);
  writeFileSync(path, zip);
  return readPackageArchive(path, folder.path, options);
}

/** What a read leaves behind beside the archive. */
const leftovers = (): string[] => readdirSync(folder.path).filter((name) => !name.endsWith('.zip'));

describe('A package in a zip', () => {
  it('is read from a folder in it, whose name is the id', async () => {
    const problem = await read(await zipOf(inFolder('sum-up', LEGACY)));
    expect(problem).toMatchObject({ id: 'sum-up', title: 'Sum', hostPath: join(folder.path, 'sum-up') });
    expect(problem.tests).toHaveLength(2);
    expect(readFileSync(problem.tests[1]?.hostInputPath as string, 'utf8')).toBe('3 4\n');
  });

  it('as DOMjudge writes it has everything at the top and the archive’s name as id', async () => {
    const files = { ...LEGACY, 'domjudge-problem.ini': "timelimit = '2.5'\ncolor = #F00\n" };
    const problem = await read(await zipOf(files), 'tmp-17.zip', { name: 'boolfind.zip' });
    expect(problem).toMatchObject({ id: 'boolfind', format: 'domjudge', limits: { cpuTimeMs: 2500 } });
  });

  it('keeps links within the package, hidden limits and the right to run, and leaves clutter out', async () => {
    const files = {
      ...inFolder('sum', LEGACY),
      'sum/.timelimit': '3\n',
      'sum/data/secret/2.in': '1.in',
      'sum/data/secret/2.ans': '1.ans',
      'sum/output_validators/check/run': '#!/bin/sh\nexit 42\n',
      '__MACOSX/sum/._problem.yaml': 'x',
    };
    const modes = {
      'sum/data/secret/2.in': 0o120777,
      'sum/data/secret/2.ans': 0o120777,
      'sum/output_validators/check/run': 0o100755,
    };
    const problem = await read(await zipOf(files, modes));
    expect(problem.limits.cpuTimeMs).toBe(3000);
    expect(problem.tests.map(({ name }) => name)).toEqual(['sample/1', 'secret/1', 'secret/2']);
    expect(readFileSync(problem.tests[2]?.hostAnswerPath as string, 'utf8')).toBe('7\n');
    expect(leftovers()).toEqual(['sum']);
  });

  it('is never unpacked over something', async () => {
    const zip = await zipOf(inFolder('sum', LEGACY));
    await read(zip);
    await expect(read(zip)).rejects.toMatchObject({ code: 'conflict' });
    expect(existsSync(join(folder.path, 'sum', 'problem.yaml'))).toBe(true);
  });

  it.each<[string, string, string]>([
    ['that leads up', '../../up/1.in', 'invalid relative path'],
    ['that leads up in the middle', 'sum/../../1.in', 'invalid relative path'],
    ['that is absolute', '/etc/cron.d/1.i', 'absolute path'],
    ['with a drive', 'C:/data/sec/1.i', 'absolute path'],
    ['with backslashes', 'sum\\..\\..\\win', 'invalid characters in fileName'],
    ['with a line break', 'sum/data/a\nb.in', 'is a name with odd characters'],
    ['with an empty folder name', 'sum//////data/1', 'is a name with odd characters'],
    ['with a dot as folder name', 'sum/./././././1', 'is a name with odd characters'],
  ])('with an entry %s is refused and leaves nothing', async (_what, name, fault) => {
    const placeholder = 'x'.repeat(name.length);
    const zip = await zipOf({ ...inFolder('sum', LEGACY), [placeholder]: 'evil' });
    const text = zip.toString('latin1').replaceAll(placeholder, name);
    expect(await faultOf(read(Buffer.from(text, 'latin1')))).toContain(fault);
    expect(leftovers()).toEqual([]);
  });

  it.each<[string, string]>([
    ['out of the package', '../../etc/passwd'],
    ['to an absolute path', '/etc/passwd'],
    ['nowhere', 'absent'],
    ['out of the package by way of another link', 'up/up/up'],
  ])('with a link that leads %s is refused and leaves nothing', async (_what, target) => {
    const files = { ...inFolder('sum', LEGACY), 'sum/data/secret/2.in': target, 'sum/data/secret/up': '../..' };
    const modes = { 'sum/data/secret/2.in': 0o120777, 'sum/data/secret/up': 0o120777 };
    expect(await faultOf(read(await zipOf(files, modes)))).toMatch(/2\.in: is a link that leads|nowhere or out/);
    expect(leftovers()).toEqual([]);
  });

  it('never writes through a link that it holds', async () => {
    const files = { ...inFolder('sum', LEGACY), 'sum/out': '..', 'sum/oux/evil.txt': 'evil' };
    const zip = (await zipOf(files, { 'sum/out': 0o120777 })).toString('latin1').replaceAll('sum/oux', 'sum/out');
    expect(await faultOf(read(Buffer.from(zip, 'latin1')))).toContain('sum/out: is there twice');
    expect(leftovers()).toEqual([]);
  });

  it.each<[string, Files, string]>([
    [
      'two names that differ in case alone',
      { 'sum/data/secret/A.in': '', 'sum/data/secret/a.in': '' },
      'is there twice',
    ],
    ['two spellings of one name', { 'sum/\u00e4': '', 'sum/a\u0308': '' }, 'is there twice'],
    ['no problem.yaml', { 'a/b/problem.yaml': '' }, 'holds no problem.yaml'],
    ['several packages', { 'a/problem.yaml': '', 'b/problem.yaml': '' }, 'holds several packages'],
    ['no name that can be an id', { 'so so/problem.yaml': '' }, 'is named like a problem id'],
  ])('with %s is refused', async (_what, files, fault) => {
    const zip = await zipOf(fault.includes('twice') ? { ...inFolder('sum', LEGACY), ...files } : files);
    expect(await faultOf(read(zip, 'so many words.zip'))).toContain(fault);
  });

  it('with an encrypted entry is refused', async () => {
    const zip = await zipOf(inFolder('sum', LEGACY));
    const at = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    zip.writeUInt16LE(zip.readUInt16LE(at + 8) | 1, at + 8);
    expect(await faultOf(read(zip))).toContain('is encrypted; pack it without a password');
  });

  it('with two entries of the same bytes is refused', async () => {
    const big = 'ab'.repeat(50_000);
    const zip = await zipOf({ ...inFolder('sum', LEGACY), 'sum/1': big + 1, 'sum/2': big + 2 });
    // Each entry says that it is packed in more bytes than there are.
    for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4))
      zip.writeUInt32LE(zip.length, at + 20);
    expect(await faultOf(read(zip))).toMatch(/share their bytes|cannot be read/);
  });

  it('that would unpack to too much is refused before it is unpacked', async () => {
    const zip = await zipOf({ ...inFolder('sum', LEGACY), 'sum/data/secret/2.in': 'a'.repeat(5_000_000) });
    expect(await faultOf(read(zip, 'a.zip', { limits: { freeBytes: 1_000_000 } }))).toContain('more than 200 times');
    expect(await faultOf(read(zip, 'a.zip', { limits: { totalBytes: 1_000_000 } }))).toContain(
      'more than 1000000 bytes',
    );
    expect(await faultOf(read(zip, 'a.zip', { limits: { entryCount: 5 } }))).toContain('at most 5 are read');
    expect(leftovers()).toEqual([]);
  });

  it('whose file is longer than it says is refused and leaves nothing', async () => {
    const zip = await zipOf({ ...inFolder('sum', LEGACY), 'sum/data/secret/2.in': 'a'.repeat(5_000_000) });
    let last = -1;
    for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) last = at;
    zip.writeUInt32LE(1000, last + 24);
    expect(await faultOf(read(zip))).toContain('the archive cannot be read');
    expect(leftovers()).toEqual([]);
  });

  it('that is no zip, or a part of one, is refused', async () => {
    const zip = await zipOf(inFolder('sum', LEGACY));
    expect(await faultOf(read(Buffer.from('no zip at all')))).toContain('the archive cannot be read');
    expect(await faultOf(read(zip.subarray(0, zip.length - 30)))).toContain('the archive cannot be read');
    expect(await faultOf(readPackageArchive(join(folder.path, 'absent.zip'), folder.path))).toContain('cannot be read');
  });
});

describe('A package that is written', () => {
  async function written(files: Files, format?: '2025-09' | 'domjudge') {
    const problem = await readPackage(writeFiles(join(folder.path, 'here', 'sum'), files));
    const path = join(folder.path, 'out.zip');
    const bytes = new PassThrough();
    const [notes, zip] = await Promise.all([writePackageArchive(problem, bytes, format), buffer(bytes)]);
    writeFileSync(path, zip);
    return { problem, notes, again: await readPackageArchive(path, folder.path) };
  }

  it.each([
    ['legacy', LEGACY],
    ['2025-09', MODERN],
  ])('in the format %s is the same when it is read again', async (_format, files) => {
    const { problem, again } = await written({ ...files, '.timelimit': '2\n', 'generators/make.py': '' });
    const bare = (value: unknown): string => JSON.stringify(value).replaceAll(join(folder.path, 'here'), folder.path);
    expect(bare(again)).toBe(bare(problem));
    expect(existsSync(join(again.hostPath, 'generators', 'make.py'))).toBe(true);
  });

  it('has the same bytes every time', async () => {
    const problem = await readPackage(writeFiles(join(folder.path, 'sum'), LEGACY));
    const paths = [join(folder.path, '1.zip'), join(folder.path, '2.zip')];
    for (const path of paths) await writePackageArchive(problem, createWriteStream(path));
    expect(readFileSync(paths[0] as string).equals(readFileSync(paths[1] as string))).toBe(true);
  });

  it('for DOMjudge has its settings and everything at the top', async () => {
    const { again } = await written({ ...LEGACY, '.timelimit': '2.5\n' }, 'domjudge');
    expect(again).toMatchObject({ id: 'out', format: 'domjudge', title: 'Sum', limits: { cpuTimeMs: 2500 } });
  });

  it('as 2025-09 keeps groups, flags, validators and what is expected', async () => {
    const files = {
      ...LEGACY,
      'problem.yaml':
        'type: scoring\nvalidation: custom\nvalidator_flags: fast\nlimits: {memory: 256, time_multiplier: 3}\n',
      'problem_statement/problem.tex': '\\problemname{Sum}\n',
      'output_validators/check/check.py': '',
      'data/testdata.yaml': 'on_reject: continue\ngrader_flags: ignore_sample\n',
      'data/secret/testdata.yaml': 'grader_flags: first_error accept_if_any_accepted\n',
      'data/secret/g1/testdata.yaml':
        'on_reject: break\naccept_score: 40\ngrader_flags: min\noutput_validator_flags: loose\n',
      'data/secret/g1/1.in': '',
      'data/secret/g1/1.ans': '',
      'data/secret/g2/testdata.yaml': 'accept_score: 10\ngrader_flags: sum\n',
      'data/secret/g2/1.in': '',
      'data/secret/g2/1.ans': '',
      'data/secret/g2/2.in': '',
      'data/secret/g2/2.ans': '',
      'submissions/partially_accepted/half.py': '',
    };
    for (const path of ['data/secret/1.in', 'data/secret/1.ans']) delete (files as Files)[path];
    const { problem, again } = await written(files, '2025-09');
    expect(again).toMatchObject({
      format: '2025-09',
      kind: { scored: true },
      limits: { memoryBytes: 256 * 1024 ** 2, acceptedToLimit: 3, limitToTooSlow: 2 },
      statements: [{ language: 'en', format: 'latex' }],
      validation: { kind: 'custom', hostPath: join(again.hostPath, 'output_validator') },
    });
    expect(again.tests.map(({ name, validatorArgs }) => [name, validatorArgs])).toEqual(
      problem.tests.map(({ name, validatorArgs }) => [name, validatorArgs ?? ['fast']]),
    );
    const points = (groups: typeof again.groups) =>
      groups?.map(({ name, acceptScore, maxScore }) => [name, acceptScore, maxScore]);
    expect(points(again.groups)?.slice(3)).toEqual(points(problem.groups)?.slice(3));
    expect(again.groups?.find(({ name }) => name === 'secret')?.maxScore).toBe(60);
    expect(again.submissions.map(({ path }) => path)).toEqual(problem.submissions.map(({ path }) => path));
  });

  it('as 2025-09 is refused where its groups have no counterpart, before a byte is written', async () => {
    const files = { ...LEGACY, 'problem.yaml': 'type: scoring\n', 'data/secret/testdata.yaml': 'grader_flags: avg\n' };
    const problem = await readPackage(writeFiles(join(folder.path, 'sum'), files));
    const bytes = new PassThrough();
    expect(await faultOf(writePackageArchive(problem, bytes, '2025-09'))).toContain('have no counterpart in 2025-09');
    expect(bytes.readableLength).toBe(0);
  });
});
