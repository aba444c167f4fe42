import { describe, expect, it } from 'vitest';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

/** Wants each pass to add one to what the pass before printed, three times, and keeps count in its feedback folder. */
const COUNTING = `
import os, sys
feedback = sys.argv[3]
state = feedback + "state.txt"
seen = open(state).read().split() if os.path.exists(state) else []
given = int(open(sys.argv[1]).read())
said = int((sys.stdin if "talks" not in sys.argv else sys.stdin).readline())
open(feedback + "judgemessage.txt", "a").write("pass %d\\n" % (len(seen) + 1))
if said != given + 1: sys.exit(43)
seen.append(str(said))
open(state, "w").write(" ".join(seen))
if len(seen) < 3: open(feedback + "nextpass.in", "w").write(str(said))
if "late" in sys.argv and len(seen) == 3: open(feedback + "nextpass.in", "w").write("0"); sys.exit(43)
sys.exit(42)
`;

const ADD = 'print(int(input()) + 1)';
const TESTS = [{ input: '5\n', answer: '', isSample: true }];

async function submit(
  code: string,
  options: { passCount?: number; args?: string[]; interactive?: boolean; validator?: string } = {},
) {
  const hostPath = await bench.program('counting', { 'v.py': options.validator ?? COUNTING });
  return bench.submit('python', code, TESTS, {
    checker: { kind: 'custom', hostPath, args: options.args ?? [] },
    task: { mode: { interactive: options.interactive ?? false, passCount: options.passCount ?? 3 } },
  });
}

describe('A multi-pass problem', () => {
  it('runs the program again on what the validator asks for, which remembers the passes before', async () => {
    const outcome = await submit(ADD);
    expect(outcome.verdict.status, JSON.stringify(outcome)).toBe('Accepted');
    expect(outcome.testResults[0]).toMatchObject({ stdout: '8\n', message: 'pass 1\npass 2\npass 3' });
  });

  it('ends with the first pass that is wrong', async () => {
    const outcome = await submit('n = int(input())\nprint(n + (2 if n == 6 else 1))');
    expect(outcome.testResults[0]).toMatchObject({ verdict: 'Wrong Answer', message: 'pass 1\npass 2' });
  });

  it('ends with a pass that crashes', async () => {
    const outcome = await submit('n = int(input())\nprint(n + 1 // (7 - n))');
    expect(outcome.testResults[0]).toMatchObject({ verdict: 'Wrong Answer' });
    const crashing = await submit('n = int(input())\nif n == 7: raise SystemExit(1)\nprint(n + 1)');
    expect(crashing.testResults[0]).toMatchObject({ verdict: 'Runtime Error' });
  });

  it.each([
    ['asks for more passes than it may', { passCount: 2 }, 'more than 2 passes'],
    ['asks for another pass of a wrong output', { args: ['late'] }, 'did not accept'],
  ])('calls a validator that %s a fault of the problem', async (_what, options, reason) => {
    const outcome = await submit(ADD, options);
    expect(outcome.verdict.status).toBe('Internal Error');
    expect(outcome.testResults[0]?.message).toContain(reason);
  });

  it('may be interactive too', async () => {
    const talking = COUNTING.replace('given = int', 'print(open(sys.argv[1]).read(), flush=True)\ngiven = int');
    const outcome = await submit(ADD, { interactive: true, validator: talking });
    expect(outcome.verdict.status, JSON.stringify(outcome)).toBe('Accepted');
    expect(
      outcome.testResults[0]?.transcript?.filter(({ from }) => from === 'program').map(({ text }) => text),
    ).toEqual(['6\n', '7\n', '8\n']);
  });
});

describe('Constants of a package', () => {
  it('stand in its validator, which has the limits of the package', async () => {
    const validator = 'import sys\nblock = bytearray(200 << 20)\nsys.exit(42 if int(input()) == {{limit}} else 43)';
    const hostPath = await bench.program('constants', { 'v.py': validator });
    const submit = (memoryBytes: number) =>
      bench.submit('python', 'print(7)', TESTS, {
        checker: { kind: 'custom', hostPath, args: [] },
        task: { constants: { limit: '7' }, validatorLimits: { memoryBytes } },
      });
    const right = await submit(1 << 30);
    expect(right.verdict.status, JSON.stringify(right)).toBe('Accepted');
    expect((await submit(100 << 20)).testResults[0]?.message).toContain('memory-limit');
  });
});

describe('A test', () => {
  it('gives the program its arguments and files', async () => {
    const files = await bench.program('files', { 'data.txt': 'from a file' });
    const code = 'import sys\nprint(sys.argv[1:], open("data.txt").read())';
    const more = { args: ['-x', 'two words'], hostFilesPath: files };
    const outcome = await bench.submit('python', code, [
      { input: '', answer: "['-x', 'two words'] from a file", more },
    ]);
    expect(outcome.verdict.status, JSON.stringify(outcome)).toBe('Accepted');
  });

  it('may have flags of its own for the checker', async () => {
    const tests = [
      { input: '', answer: '1.0', more: { checkerArgs: ['float_tolerance', '0.1'] } },
      { input: '', answer: '1.0' },
    ];
    const outcome = await bench.submit('python', 'print(1.05)', tests);
    expect(outcome.testResults.map((each) => each.verdict)).toEqual(['Accepted', 'Wrong Answer']);
  });
});
