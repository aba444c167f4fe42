import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readPackage } from '@letscode/problem-package';
import { describe, expect, it } from 'vitest';
import { type VerifyRow, type VerifyTimes, verifyPackage } from '../src/index.js';
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

describe('A solution in a language that has a faster implementation', () => {
  const loops = (steps: number) =>
    `def f():\n    s = 0\n    for i in range(${steps}):\n        s += i * i % 7\n    return s\n\nf()\nprint("eight")\n`;
  const both = () => ({ ...options(), usableLanguageIds: new Set(['python', 'pypy']) });

  it('is judged in that one when it is too slow, and its row says so', async (context) => {
    if (!bench.languages.some(({ id }) => id === 'pypy')) return context.skip('PyPy is not installed');
    const problem = await packageOf('slow-here', {
      'problem.yaml': 'limits: {time_limit: 1}',
      'submissions/accepted/long.py': loops(60_000_000),
      'submissions/accepted/short.py': loops(10),
      'submissions/time_limit_exceeded/endless.py': 'while True: pass',
    });
    const rows: VerifyRow[] = [];
    for await (const row of verifyPackage(bench.judge, problem, both())) rows.push(row);
    expect(rows.map(({ language, verdict, ok }) => [language, verdict, ok])).toEqual([
      ['pypy', 'Accepted', true],
      ['python', 'Accepted', true],
      ['python', 'Time Limit Exceeded', true],
    ]);
    expect(rows[0]?.message).toContain('Time Limit Exceeded in Python 3');
  });

  it('bounds a derived limit by its time in that one', async (context) => {
    if (!bench.languages.some(({ id }) => id === 'pypy')) return context.skip('PyPy is not installed');
    const problem = await packageOf('derived-fast', {
      'problem.yaml': 'name: derived',
      'submissions/accepted/long.py': loops(100_000_000),
    });
    const rows = verifyPackage(bench.judge, problem, both());
    expect((await rows.next()).value).toMatchObject({ language: 'pypy', verdict: 'Accepted', ok: true });
    const times = (await rows.next()).value;
    // CPython would take some five seconds, and the limit be five times that.
    expect(times).toMatchObject({ isDerived: true });
    expect((times as VerifyTimes).timeLimitMs).toBeLessThan(10_000);
  });
});
