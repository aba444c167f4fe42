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
      'submissions/unheard_of/right.py': 'print("eight")',
    });
    const rows: VerifyRow[] = [];
    for await (const row of verifyPackage(bench.judge, problem, options())) rows.push(row);
    expect(rows.map(({ submission, verdict, ok, skipped }) => [submission, verdict, ok, skipped ?? false])).toEqual([
      ['submissions/accepted/compiled.c', 'Skipped', true, true],
      ['submissions/accepted/right.py', 'Accepted', true, false],
      ['submissions/accepted/wrong.py', 'Wrong Answer', false, false],
      ['submissions/unheard_of/right.py', 'Skipped', true, true],
    ]);
    expect(rows[2]?.message).toContain('Expected "eight", found "nine"');
  });

  it('leaves nothing running when its reader leaves early', async () => {
    const problem = await packageOf('early', {
      'submissions/accepted/a.py': 'print("eight")',
      'submissions/time_limit_exceeded/b.py': 'while True: pass',
    });
    for await (const row of verifyPackage(bench.judge, problem, { ...options(), inTurn: (work) => work() })) {
      expect(row.verdict).toBe('Accepted');
      break;
    }
    expect(await bench.leftovers()).toEqual([]);
  });
});

describe('A package without a time limit', () => {
  it('gets one from its accepted submissions, which are judged once for it', async () => {
    const problem = await packageOf('derived', {
      'problem.yaml': 'name: derived',
      'submissions/accepted/a.py': 'print("eight")',
      'submissions/time_limit_exceeded/b.py': 'while True: pass',
    });
    const compiled: string[] = [];
    const counting = {
      ...bench.judge,
      judge: (...[program, task, hooks]: Parameters<typeof bench.judge.judge>) => {
        compiled.push(String(program.files?.[0]?.name));
        return bench.judge.judge(program, task, hooks);
      },
    };
    const rows = verifyPackage(counting, problem, options());
    expect((await rows.next()).value).toMatchObject({ verdict: 'Accepted', ok: true });
    expect((await rows.next()).value).toMatchObject({ verdict: 'Time Limit Exceeded', ok: true });
    expect((await rows.next()).value).toMatchObject({
      timeLimitMs: 1000,
      isDerived: true,
      suggestedLimitMs: 1000,
      slowestAccepted: { submission: 'submissions/accepted/a.py' },
      fastestTooSlow: { submission: 'submissions/time_limit_exceeded/b.py' },
    });
    expect(compiled).toEqual(['a.py', 'b.py']);
  });
});
