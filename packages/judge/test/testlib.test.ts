import { PASS_FAIL_GROUP } from '@letscode/core';
import { describe, expect, it } from 'vitest';
import { protocolOf } from '../src/checker/protocol.js';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

/** What of testlib's interface the programs below use; a package brings the real one. */
const TESTLIB = `
#pragma once
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
enum Result { _ok = 0, _wa = 1, _pe = 2, _fail = 3, _points = 7 };
static std::ifstream inf, ouf, ans;
static inline void registerTestlibCmd(int argc, char **argv) {
    if (argc < 4) exit(_fail);
    inf.open(argv[1]); ouf.open(argv[2]); ans.open(argv[3]);
}
static inline void registerInteraction(int argc, char **argv) {
    if (argc < 3) exit(_fail);
    inf.open(argv[1]);
    std::ofstream out(argv[2]);
    if (!out) exit(_fail);
}
static inline void quit(Result result, const char *message) { fprintf(stderr, "%s\\n", message); exit(result); }
static inline void quitp(double points, const char *message) { fprintf(stderr, "points %g %s\\n", points, message); exit(_points); }
`;

/** Wants two numbers that add up to the input's; the answer file's first number is worth half. */
const CHECKER = `
#include "testlib.h"
int main(int argc, char **argv) {
    registerTestlibCmd(argc, argv);
    long wanted, a, b, half;
    inf >> wanted;
    ans >> half;
    if (!(ouf >> a)) quit(_pe, "a number is expected");
    if (a == half && !(ouf >> b)) quitp(0.5, "half of it");
    if (a == 99) quit(_fail, "the answer file is wrong");
    ouf >> b;
    if (a + b != wanted) quit(_wa, "wrong sum");
    quit(_ok, "right");
}
`;

const TESTS = [{ input: '10\n', answer: '7\n', isSample: true }];

async function submit(output: string, isScored = false) {
  const hostPath = await bench.program('testlib-checker', { 'check.cpp': CHECKER, 'testlib.h': TESTLIB });
  const groups = [{ ...PASS_FAIL_GROUP, acceptScore: 1, maxScore: 1 }];
  return bench.submit('python', `print("${output}")`, TESTS, {
    checker: { kind: 'custom', hostPath, args: [] },
    task: isScored ? { scoring: { groups } } : {},
  });
}

describe('A checker that uses testlib', () => {
  it.each([
    ['3 7', 'Accepted', 'right'],
    ['3 8', 'Wrong Answer', 'wrong sum'],
    ['x', 'Presentation Error', 'a number is expected'],
    ['99 1', 'Internal Error', 'the answer file is wrong'],
    ['7', 'Wrong Answer', 'half of it'],
  ])('given %j answers %s', async (output, verdict, message) => {
    const { testResults } = await submit(output);
    expect(testResults[0]).toMatchObject({ verdict, message: expect.stringContaining(message) });
  });

  it('gives points to what is partly right, where points count', async () => {
    expect((await submit('7', true)).verdict).toMatchObject({ status: 'Partially Correct', score: 0.5 });
    expect((await submit('3 7', true)).verdict).toMatchObject({ status: 'Accepted', score: 1 });
  });

  it('may be an interactor', async () => {
    const interactor = `
#include "testlib.h"
int main(int argc, char **argv) {
    registerInteraction(argc, argv);
    long wanted, said;
    inf >> wanted;
    std::cout << wanted << std::endl;
    if (!(std::cin >> said)) quit(_pe, "nothing");
    quit(said == 2 * wanted ? _ok : _wa, "that was it");
}`;
    const hostPath = await bench.program('testlib-interactor', { 'talk.cpp': interactor, 'testlib.h': TESTLIB });
    const judge = (code: string) =>
      bench.submit('python', code, TESTS, {
        checker: { kind: 'custom', hostPath, args: [] },
        task: { mode: { interactive: true, passCount: 1 } },
      });
    expect((await judge('print(2 * int(input()))')).verdict.status).toBe('Accepted');
    expect((await judge('print(3 * int(input()))')).verdict.status).toBe('Wrong Answer');
  });
});

describe('The protocol of a validator', () => {
  const protocol = (files: Record<string, string>) =>
    protocolOf(Object.entries(files).map(([name, content]) => ({ name, content })));

  it.each([
    ['testlib', { 'c.cpp': CHECKER, 'testlib.h': TESTLIB }],
    ['testlib', { 'c.cpp': CHECKER }],
    ['kattis', { 'c.cpp': CHECKER, 'testlib.h': '#define OK_EXIT_CODE 42\n#define WA_EXIT_CODE 43' }],
    ['kattis', { 'c.cpp': '// not like #include "testlib.h" at all\nint main() { return 42; }' }],
    ['kattis', { 'c.py': 'raise SystemExit(42)' }],
  ])('is %s for %j', (expected, files) => {
    expect(protocol(files as Record<string, string>)).toBe(expected);
  });
});

describe('A short validator in JavaScript', () => {
  it('is a program like any other', async () => {
    const code = `
const { readFileSync, writeFileSync } = require('node:fs');
const [input, answer, feedback] = process.argv.slice(2);
const wanted = Number(readFileSync(input, 'utf8'));
const [a, b] = readFileSync(0, 'utf8').trim().split(/\\s+/).map(Number);
writeFileSync(feedback + 'teammessage.txt', 'the sum is ' + (a + b));
process.exit(a + b === wanted ? 42 : 43);`;
    const hostPath = await bench.program('javascript-validator', { 'validate.js': code });
    const judge = (output: string) =>
      bench.submit('python', `print("${output}")`, TESTS, { checker: { kind: 'custom', hostPath, args: [] } });
    const right = await judge('3 7');
    expect(right.verdict.status, JSON.stringify(right)).toBe('Accepted');
    expect((await judge('3 8')).testResults[0]).toMatchObject({ verdict: 'Wrong Answer', message: 'the sum is 11' });
  });
});

describe('A validator with scripts of its own', () => {
  it('is made by its build and started by its run', async () => {
    const hostPath = await bench.program('scripted', {
      build: '#!/usr/bin/env bash\nset -e\nc++ -O1 sum.cpp -o sum-of-output\n',
      run: '#!/usr/bin/env bash\n"${0%/*}/sum-of-output" "$1" || exit 43\necho fine > "$3/teammessage.txt"\nexit 42\n',
      'sum.cpp':
        '#include <fstream>\n#include <iostream>\nint main(int, char **argv) { long n, a, b; std::ifstream(argv[1]) >> n; return !(std::cin >> a >> b && a + b == n); }',
    });
    const judge = (output: string) =>
      bench.submit('python', `print("${output}")`, TESTS, { checker: { kind: 'custom', hostPath, args: [] } });
    const right = await judge('3 7');
    expect(right.testResults[0], JSON.stringify(right)).toMatchObject({ verdict: 'Accepted', message: 'fine' });
    expect((await judge('3 8')).testResults[0]).toMatchObject({ verdict: 'Wrong Answer' });
  });

  it('that can not be built is a fault of the problem', async () => {
    const hostPath = await bench.program('unbuilt', { build: '#!/bin/sh\necho no such thing >&2\nexit 1\n', run: '' });
    const outcome = await bench.submit('python', 'print(1)', TESTS, {
      checker: { kind: 'custom', hostPath, args: [] },
    });
    expect(outcome.testResults[0]).toMatchObject({
      verdict: 'Internal Error',
      message: expect.stringContaining('no such thing'),
    });
  });
});
