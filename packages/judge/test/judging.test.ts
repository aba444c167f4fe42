import { LetscodeError } from '@letscode/core';
import { describe, expect, it } from 'vitest';
import { createJudge } from '../src/index.js';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

const echo = 'import sys; sys.stdout.write(sys.stdin.read())';

describe('Judging', () => {
  it('tells results in order though tests run side by side, and skips what follows the first failure', async () => {
    const code = 'import sys, time\nn = int(input())\nif n == 0: time.sleep(0.3)\nprint("no" if n == 2 else n)';
    const tests = [0, 1, 2, 3, 4].map((n) => ({ input: `${n}\n`, answer: `${n}\n` }));
    const told: [string, number][] = [];
    const outcome = await bench.submit('python', code, tests, {
      onTest: (result, finishedCount) => told.push([result.name, finishedCount]),
    });
    expect(told).toEqual([
      ['secret/1', 1],
      ['secret/2', 2],
      ['secret/3', 3],
    ]);
    expect(outcome.testResults.map((result) => result.verdict)).toEqual([
      'Accepted',
      'Accepted',
      'Wrong Answer',
      'Skipped',
      'Skipped',
    ]);
    expect(outcome.verdict).toMatchObject({ status: 'Wrong Answer', passedCount: 2, testCount: 5 });
  });

  it('shows samples and nothing of secret tests', async () => {
    const tests = [
      { input: 'open', answer: 'open', isSample: true },
      { input: 'hidden-input', answer: 'hidden-answer' },
    ];
    const outcome = await bench.submit('python', echo, tests);
    expect(outcome.testResults[0]).toMatchObject({ input: 'open', expected: 'open', stdout: 'open', stderr: '' });
    expect(outcome.testResults[1]?.verdict).toBe('Wrong Answer');
    expect(JSON.stringify(outcome)).not.toContain('hidden');
  });

  it('ends a program that does nothing but wait long before its wall limit', async () => {
    const code = 'import time\ntime.sleep(50)\nprint(7)';
    const limits = { cpuTimeMs: 300, wallTimeMs: 60_000 };
    const { verdict } = await bench.submit('python', code, [{ input: '', answer: '7\n' }], { limits });
    expect(verdict).toMatchObject({
      status: 'Time Limit Exceeded',
      message: 'secret/1: Did nothing but wait for more than 2000 ms',
    });
  });

  it.each([
    ['no output at all', 'pass', 'Wrong Answer'],
    ['no end of line at the end', 'print(7, end="")', 'Accepted'],
    ['CRLF line ends', 'print(7, end="\\r\\n")', 'Accepted'],
    ['blank lines around', 'print("\\n\\n 7 \\n\\n")', 'Accepted'],
    ['bytes that are no UTF-8', 'import sys; sys.stdout.buffer.write(b"\\xff\\x00\\xfe")', 'Wrong Answer'],
    ['endless output', 'while True: print("7" * 1000)', 'Output Limit Exceeded'],
    ['a right answer, then a crash', 'print(7, flush=True); raise SystemExit(3)', 'Runtime Error'],
    ['sleep beyond the wall limit', 'import time; time.sleep(60)', 'Time Limit Exceeded'],
  ])('judges %s', async (_what, code, verdict) => {
    const tests = [{ input: '', answer: '7\n', isSample: true }];
    const outcome = await bench.submit('python', code, tests, {
      limits: { wallTimeMs: 3_000, outputBytes: 1_000_000 },
    });
    expect(outcome.verdict.status, JSON.stringify(outcome.testResults)).toBe(verdict);
    expect(JSON.stringify(outcome)).not.toContain('\\u0000');
  });

  it('compares a large output without a fault', async () => {
    const code = 'n = int(input())\nprint(*range(n), sep="\\n")';
    const answer = Array.from({ length: 300_000 }, (_, n) => n).join(' ');
    const outcome = await bench.submit('python', code, [{ input: '300000', answer }]);
    expect(outcome.verdict.status).toBe('Accepted');
  });

  it('finds the main class of Java whatever its name', async () => {
    const code =
      '/* public class Wrong */ package deep.down;\nclass Helper { static String class_ = "class Fake {"; }\nfinal class Straße_1 { static final void main() {} public static void main(final String... args) { System.out.println(7); } }';
    const outcome = await bench.submit('java', code, [{ input: '', answer: '7' }]);
    expect(outcome.verdict.status, JSON.stringify(outcome)).toBe('Accepted');
  });

  it('says Compilation Error when a program asks too much of the compiler', async () => {
    const code = '#include "/dev/zero"\nint main(void) {}';
    const outcome = await bench.submit('c', code, [{ input: '', answer: '' }]);
    expect(outcome.verdict.status).toBe('Compilation Error');
    expect(outcome.compile?.output).not.toBe('');
  });

  it('stops when it is aborted, and leaves nothing behind', async () => {
    const abort = new AbortController();
    const judging = bench.submit('python', 'while True: pass', [{ input: '', answer: '' }], {
      signal: abort.signal,
      onCompiled: () => setTimeout(() => abort.abort(new Error('enough')), 50),
    });
    await expect(judging).rejects.toThrow('enough');
  });

  it('refuses a language that is not there', async () => {
    const missing = bench.judge.runTests({ language: 'cobol', code: 'x', input: '' }, undefined);
    await expect(missing).rejects.toMatchObject({ code: 'language_unavailable' });
  });

  it('tries a box that failed once more, and then reports our own fault', async () => {
    let runCount = 0;
    const failing = createJudge({
      runner: {
        run: async (spec, signal) => {
          runCount++;
          const report = await bench.sandbox.run(spec, signal);
          return { ...report, exit: { kind: 'sandbox-fault', detail: 'mount: EPERM' } };
        },
      },
      languages: bench.languages,
      scratchFolder: bench.scratchFolder,
      laneCount: 1,
    });
    const run = failing.runTests({ language: 'c', code: 'int main(void){}', input: '' }, undefined);
    await expect(run).rejects.toMatchObject({ code: 'sandbox_fault' });
    await expect(run).rejects.toBeInstanceOf(LetscodeError);
    expect(runCount).toBe(2);
  });

  it('never runs a program of which a part was lost on the way out of the compiler’s box', async () => {
    let runCount = 0;
    const detail = 'not all files could be collected: a collected file could not be written';
    const losing = createJudge({
      runner: {
        run: async (spec, signal) => {
          runCount++;
          const report = await bench.sandbox.run(spec, signal);
          return { ...report, violations: [{ type: 'resource', detail }] };
        },
      },
      languages: bench.languages,
      scratchFolder: bench.scratchFolder,
      laneCount: 1,
    });
    const run = losing.runTests({ language: 'c', code: 'int main(void){}', input: '' }, undefined);
    await expect(run).rejects.toMatchObject({ code: 'sandbox_fault' });
    expect(runCount).toBe(2);
  });

  it('refuses an artifact that is too large', async () => {
    const code = 'char a[300 << 20] = { 1 };\nint main(void) { return a[7]; }';
    const outcome = await bench.submit('c', code, [{ input: '', answer: '' }]);
    expect(outcome.verdict.status, JSON.stringify(outcome)).toBe('Compilation Error');
    expect(outcome.compile?.output).not.toBe('');
  });
});

describe('Running own tests', () => {
  it('runs every test, checks those with an expected output, and clips nothing small', async () => {
    const response = await bench.judge.runTests(
      {
        language: 'python',
        code: 'n = int(input())\nprint(n * 2)',
        input: '',
        tests: [
          { input: '1', expected: '3' },
          { name: 'named', input: '2', expected: '4' },
          { input: 'x' },
          { input: '5' },
        ],
      },
      undefined,
    );
    expect(response.tests.map((test) => [test.name, test.verdict])).toEqual([
      ['custom/1', 'Wrong Answer'],
      ['named', 'Accepted'],
      ['custom/3', 'Runtime Error'],
      ['custom/4', 'Accepted'],
    ]);
    expect(response).toMatchObject({ success: false, status: 'Runtime Error', output: '2\n', exitCode: 0 });
    expect(response.tests[0]?.message).toContain('"3"');
    expect(response.tests[2]?.stderr).toContain('ValueError');
  });

  it('clips the shown output on a character', async () => {
    const code = 'print("é" * 700_000)';
    const response = await bench.judge.runTests({ language: 'python', code, input: '' }, undefined);
    expect(response.stdoutTruncated).toBe(true);
    expect(response.output).toBe('é'.repeat(524_288));
  });
});
