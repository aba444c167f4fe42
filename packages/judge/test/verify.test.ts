import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readPackage } from '@letscode/problem-package';
import { describe, expect, it } from 'vitest';
import { type VerifyRow, verifyPackage } from '../src/index.js';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

async function packageOf(name: string, files: Record<string, string>) {
  const data = {
    'problem.yaml': 'limits: {time_limit: 20}',
    'data/secret/1.in': '4\n',
    'data/secret/1.ans': 'eight\n',
  };
  for (const [path, text] of Object.entries({ ...data, ...files })) {
    await mkdir(dirname(join(bench.folder, name, path)), { recursive: true });
    await writeFile(join(bench.folder, name, path), text);
  }
  return readPackage(join(bench.folder, name));
}

const options = () => ({
  problemName: 'some-problem',
  knownLanguages: bench.languages,
  usableLanguageIds: new Set(['python']),
});

describe('Verifying a package', () => {
  it('tells of each submission whether its verdict is the expected one, and the author what differs', async () => {
    const problem = await packageOf('rows', {
      'submissions/accepted/right.py': 'print("eight")',
      'submissions/accepted/wrong.py': 'print("nine")',
      'submissions/accepted/compiled.c': 'int main(void) {}',
      'submissions/accepted/notes.txt': '',
      'submissions/unheard_of/right.py': 'print("eight")',
    });
    const rows: VerifyRow[] = [];
    for await (const row of verifyPackage(bench.judge, problem, options())) rows.push(row);
    expect(rows.map(({ submission, verdict, ok, skipped }) => [submission, verdict, ok, skipped ?? false])).toEqual([
      ['submissions/accepted/compiled.c', 'Skipped', true, true],
      ['submissions/accepted/notes.txt', 'Skipped', true, true],
      ['submissions/accepted/right.py', 'Accepted', true, false],
      ['submissions/accepted/wrong.py', 'Wrong Answer', false, false],
      ['submissions/unheard_of/right.py', 'Skipped', true, true],
    ]);
    expect(rows[3]?.message).toContain('Expected "eight", found "nine"');
  });

  it('leaves nothing running when its reader leaves early', async () => {
    const problem = await packageOf('early', {
      'submissions/accepted/a.py': 'print("eight")',
      'submissions/time_limit_exceeded/b.py': 'while True: pass',
    });
    for await (const row of verifyPackage(bench.judge, problem, { ...options(), jobs: 2 })) {
      expect(row.verdict).toBe('Accepted');
      break;
    }
    expect(await bench.leftovers()).toEqual([]);
  });
});
