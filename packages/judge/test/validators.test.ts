import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Checker } from '../src/index.js';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

/** Accepts any two numbers whose sum is the input's number; the flag `positive` asks for positive ones. */
const PYTHON_VALIDATOR = `
import sys
wanted = int(open(sys.argv[1]).read())
answer = open(sys.argv[2]).read()
feedback = sys.argv[3]
def end(code, message):
    open(feedback + "teammessage.txt", "w").write(message)
    open(feedback + "/judgemessage.txt", "w").write("wanted " + str(wanted) + ", answer " + answer.strip())
    sys.exit(code)
numbers = list(map(int, sys.stdin.read().split()))
if len(numbers) != 2: end(43, "two numbers, please")
if "positive" in sys.argv[4:] and min(numbers) <= 0: end(43, "positive numbers, please")
end(42 if sum(numbers) == wanted else 43, "the sum is " + str(sum(numbers)))
`;

const CPP_VALIDATOR = `
#include "rules.h"
#include <fstream>
#include <iostream>
int main(int argc, char **argv) {
    std::ifstream in(argv[1]);
    long wanted, a, b;
    in >> wanted;
    if (!(std::cin >> a >> b)) return WRONG;
    return a + b == wanted ? RIGHT : WRONG;
}
`;

async function validator(name: string, files: Record<string, string>, args: string[] = []): Promise<Checker> {
  const hostPath = join(bench.folder, name);
  await mkdir(hostPath, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(hostPath, file), text);
  return { kind: 'custom', hostPath, args };
}

const print = (text: string) => `print(${JSON.stringify(text)})`;
const TESTS = [
  { input: '10\n', answer: '5 5\n', isSample: true },
  { input: '10\n', answer: '6 4\n' },
];

describe('A custom output validator', () => {
  it('written in Python accepts any right answer', async () => {
    const checker = await validator('python', { 'validate.py': PYTHON_VALIDATOR });
    const outcome = await bench.submit('python', print('3 7'), TESTS, { checker });
    expect(outcome.verdict.status, JSON.stringify(outcome)).toBe('Accepted');
  });

  it('tells the team its message, and the judge’s only for samples', async () => {
    const checker = await validator('python', { 'validate.py': PYTHON_VALIDATOR });
    const onSample = await bench.submit('python', print('3 8'), TESTS, { checker });
    expect(onSample.testResults[0]).toMatchObject({
      verdict: 'Wrong Answer',
      message: 'the sum is 11\nwanted 10, answer 5 5',
    });
    const onSecret = await bench.submit('python', print('3 8'), TESTS.slice(1), { checker });
    expect(onSecret.testResults[0]).toMatchObject({ verdict: 'Wrong Answer', message: 'the sum is 11' });
  });

  it('is given the flags of the package', async () => {
    const checker = await validator('python', { 'validate.py': PYTHON_VALIDATOR }, ['positive']);
    const outcome = await bench.submit('python', print('-1 11'), TESTS, { checker });
    expect(outcome.verdict.status).toBe('Wrong Answer');
    expect(outcome.testResults[0]?.message).toContain('positive numbers');
  });

  it('written in C++ with a header is compiled once and kept', async () => {
    const header = '#pragma once\nconst int RIGHT = 42, WRONG = 43;\n';
    const checker = await validator('cpp', { 'validate.cpp': CPP_VALIDATOR, 'rules.h': header });
    expect((await bench.submit('python', print('3 7'), TESTS, { checker })).verdict.status).toBe('Accepted');
    const kept = await readdir(join(bench.scratchFolder, 'validators'));
    expect((await bench.submit('python', print('3 8'), TESTS, { checker })).verdict.status).toBe('Wrong Answer');
    expect(await readdir(join(bench.scratchFolder, 'validators'))).toEqual(kept);
  });

  it('is compiled again when the scratch folder was cleared', async () => {
    const checker = await validator('cleared', { 'validate.py': `${PYTHON_VALIDATOR}# cleared` });
    expect((await bench.submit('python', print('3 7'), TESTS, { checker })).verdict.status).toBe('Accepted');
    await rm(join(bench.scratchFolder, 'validators'), { recursive: true });
    expect((await bench.submit('python', print('3 7'), TESTS, { checker })).verdict.status).toBe('Accepted');
  });

  it.each([
    ['exits with another code', { 'v.py': 'raise SystemExit(1)' }, 'exited with code 1'],
    ['does not compile', { 'v.cpp': 'int main( {' }, 'does not compile'],
    ['is in no language', { 'v.abc': '' }, 'language'],
    ['is absent', {}, 'empty'],
  ])('that %s is an Internal Error, never the user’s', async (name, files, reason) => {
    const checker = await validator(name.replaceAll(' ', '-'), files as Record<string, string>);
    const outcome = await bench.submit('python', print('3 7'), TESTS, { checker });
    expect(outcome.verdict.status).toBe('Internal Error');
    expect(outcome.testResults[0]?.message).toContain(reason);
  });
});
