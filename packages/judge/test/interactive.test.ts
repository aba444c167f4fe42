import { describe, expect, it } from 'vitest';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

/** The input holds a secret number from 1 to 100; the answer file is none of anybody's business. */
const GUESS_PYTHON = `
import sys
secret = int(open(sys.argv[1]).read())
feedback = sys.argv[3]
def end(code, message):
    open(feedback + "judgemessage.txt", "w").write(message)
    sys.exit(code)
for turn in range(10):
    line = sys.stdin.readline()
    if not line: end(43, "no more guesses")
    try: guess = int(line)
    except ValueError: end(43, "no number: " + line)
    print("correct" if guess == secret else "higher" if guess < secret else "lower", flush=True)
    if guess == secret: end(42, "found after %d" % (turn + 1))
end(43, "too many guesses")
`;

const GUESS_CPP = `
#include <cstdlib>
#include <fstream>
#include <iostream>
int main(int, char **argv) {
    int secret, guess;
    std::ifstream(argv[1]) >> secret;
    for (int turn = 0; turn < 10; turn++) {
        if (!(std::cin >> guess)) return 43;
        std::cout << (guess == secret ? "correct" : guess < secret ? "higher" : "lower") << std::endl;
        if (guess == secret) return 42;
    }
    return 43;
}
`;

const SEARCH = `
low, high = 1, 100
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    answer = input()
    if answer == "correct": break
    if answer == "higher": low = middle + 1
    else: high = middle - 1
`;

const TESTS = [
  { input: '37\n', answer: '', isSample: true },
  { input: '99\n', answer: '' },
];

async function submit(
  code: string,
  options: {
    validator?: Record<string, string>;
    name?: string;
    idleTimeMs?: number;
    tests?: typeof TESTS;
    language?: string;
  } = {},
) {
  const hostPath = await bench.program(options.name ?? 'guess', options.validator ?? { 'guess.py': GUESS_PYTHON });
  return bench.submit(options.language ?? 'python', code, options.tests ?? TESTS, {
    checker: { kind: 'custom', hostPath, args: [] },
    limits: { cpuTimeMs: 2_000, idleTimeMs: options.idleTimeMs ?? 10_000 },
    task: { mode: { interactive: true, passCount: 1 } },
  });
}

describe('An interactive problem', () => {
  it.each([
    ['Python', { 'guess.py': GUESS_PYTHON }],
    ['C++', { 'guess.cpp': GUESS_CPP }],
  ])('is judged by an interactor in %s', async (name, validator) => {
    const outcome = await submit(SEARCH, { name: `guess-${name}`, validator });
    expect(outcome.verdict.status, JSON.stringify(outcome)).toBe('Accepted');
  });

  it('shows of a sample what was said, and nothing of a secret test', async () => {
    const outcome = await submit(SEARCH);
    expect(outcome.testResults[0]?.transcript?.slice(0, 4)).toEqual([
      { from: 'program', text: '50\n' },
      { from: 'interactor', text: 'lower\n' },
      { from: 'program', text: '25\n' },
      { from: 'interactor', text: 'higher\n' },
    ]);
    expect(outcome.testResults[0]?.transcript?.at(-1)).toEqual({ from: 'interactor', text: 'correct\n' });
    expect(outcome.testResults[1]?.transcript).toBeUndefined();
  });

  it.each([
    ['guesses without looking and ends', 'print(1)', 'Wrong Answer'],
    ['asks too often, and goes on as long as it can', 'while True: print(1, flush=True); input()', 'Wrong Answer'],
    ['floods', 'while True: print("1" * 10000)', 'Wrong Answer'],
    ['crashes before a word', 'raise SystemExit(3)', 'Runtime Error'],
    ['finds it and then crashes', `${SEARCH}\nraise SystemExit(3)`, 'Runtime Error'],
    ['finds it and ends without reading that', 'print(37)', 'Accepted'],
    ['finds it and talks on', 'print(37)\nfor i in range(50000): print("and more")', 'Accepted'],
    ['says nothing and waits', 'input()', 'Time Limit Exceeded'],
    ['computes for ever', 'while True: pass', 'Time Limit Exceeded'],
    ['forgets to flush', 'import sys\nprint(37)\nsys.stdin.readline()', 'Time Limit Exceeded'],
    ['closes its output and waits', 'import os, time\nos.close(1)\ntime.sleep(30)', 'Wrong Answer'],
  ])('judges a program that %s', async (_what, code, verdict) => {
    const tests = [TESTS[0] as (typeof TESTS)[number]];
    const outcome = await submit(code, { tests, idleTimeMs: 1_000 });
    expect(outcome.verdict.status, JSON.stringify(outcome)).toBe(verdict);
  });

  it.each([
    ['crashes', 'raise SystemExit(1)', 'exited with code 1'],
    ['is killed', 'import os; os.kill(os.getpid(), 9)', 'exited with code 137'],
    ['does not compile', 'if', 'does not compile'],
  ])('calls an interactor that %s a fault of the problem', async (name, code, reason) => {
    const outcome = await submit(SEARCH, { name: `faulty-${name}`, validator: { 'v.py': code } });
    expect(outcome.verdict.status).toBe('Internal Error');
    expect(outcome.testResults[0]?.message).toContain(reason);
  });

  it('tells the program the end of its input when the interactor closes its output', async () => {
    const closing =
      'import os, sys\nprint(1)\nprint(2, flush=True)\nos.close(1)\nsys.exit(42 if sys.stdin.read() == "3\\n" else 43)';
    const outcome = await submit('import sys\nprint(sum(map(int, sys.stdin)))', {
      name: 'closing',
      validator: { 'v.py': closing },
    });
    expect(outcome.verdict.status, JSON.stringify(outcome)).toBe('Accepted');
  });

  it('lets no interactor touch the program, nor the program see the input', async () => {
    const spying = 'import os\nprint(os.listdir("/data") if os.path.exists("/data") else 0)';
    const outcome = await submit(spying);
    expect(outcome.testResults[0]?.transcript?.[0]).toEqual({ from: 'program', text: '0\n' });
  });
});
