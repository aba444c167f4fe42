/** What programs of the seven languages often do, beyond the fates of programs.ts: deep recursion, large input, odd files. */
import { describe, expect, it } from 'vitest';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

async function run(language: string, code: string, input = '') {
  const limits = { cpuTimeMs: 10_000, memoryBytes: 256 * 1024 * 1024 };
  // The answer is only a vehicle for the limits: a sample shows what was printed.
  const outcome = await bench.submit(language, code, [{ input, answer: '', isSample: true }], { limits });
  const [result] = outcome.testResults;
  return { outcome, result, stdout: result?.stdout ?? '', stderr: result?.stderr ?? '' };
}

/** 1 + 2 + ... by recursion; a compiler cannot make a loop of it. */
const RECURSIONS: [string, number, string][] = [
  [
    'c',
    1_000_000,
    '#include <stdio.h>\nlong f(volatile int n) { return n == 0 ? 0 : 1 + f(n - 1); }\nint main(void) { int n; scanf("%d", &n); printf("%ld", f(n)); }',
  ],
  [
    'rust',
    1_000_000,
    'fn opaque(n: u64) -> u64 { unsafe { std::ptr::read_volatile(&n) } }\nfn f(n: u64) -> u64 { if n == 0 { 0 } else { 1 + opaque(f(opaque(n - 1))) } }\nfn main() { let mut s = String::new(); std::io::stdin().read_line(&mut s).unwrap(); print!("{}", f(s.trim().parse().unwrap())); }',
  ],
  [
    'java',
    500_000,
    'class Deep { static int f(int n) { return n == 0 ? 0 : 1 + f(n - 1); } public static void main(String[] a) { System.out.print(f(new java.util.Scanner(System.in).nextInt())); } }',
  ],
  [
    'python',
    500_000,
    'import sys\nsys.setrecursionlimit(10**7)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(int(input())), end="")',
  ],
  [
    'javascript',
    200_000,
    'function f(n) { return n === 0 ? 0 : 1 + f(n - 1); }\nfunction main(input) { return f(+input); }',
  ],
];

// Unwinding a million frames takes the JVM 200 to 400 MiB beside its heap, unlike from run to run (measured with OpenJDK 17).
const CRASH_OR_MEMORY = /^(Runtime Error|Memory Limit Exceeded)$/;

describe('Recursion in 256 MiB', () => {
  it.each(RECURSIONS)('of %s goes %i calls deep', async (language, depth, code) => {
    const { stdout, outcome } = await run(language, code, `${depth}\n`);
    expect(stdout, JSON.stringify(outcome)).toBe(String(depth));
  });

  it.each<[string, RegExp, string]>([
    [
      'cpp',
      /^Memory Limit Exceeded$/,
      'volatile int z;\nint f(int n) { volatile char b[99]; b[0] = n; z = f(n + 1) + b[0]; return z; }\nint main() { return f(0); }',
    ],
    [
      'java',
      CRASH_OR_MEMORY,
      'class Deep { static int f(int n) { return 1 + f(n + 1); } public static void main(String[] a) { f(0); } }',
    ],
    ['python', /^Runtime Error$/, 'def f(n): return f(n + 1)\nf(0)'],
    ['javascript', /^Runtime Error$/, 'const f = (n) => 1 + f(n + 1);\nf(0);'],
  ])('without end in %s ends with %s', async (language, verdict, code) => {
    const { result } = await run(language, code);
    expect(result?.verdict, JSON.stringify(result)).toMatch(verdict);
  });
});

const READERS: [string, string][] = [
  [
    'cpp',
    '#include <bits/stdc++.h>\nint main() { int n; std::cin >> n; long long sum = 0, x; while (n--) { std::cin >> x; sum += x; } std::cout << sum; }',
  ],
  [
    'rust',
    'use std::io::*;\nfn main() { let sum: u64 = stdin().lock().lines().skip(1).map(|l| l.unwrap().trim().parse::<u64>().unwrap()).sum(); print!("{}", sum); }',
  ],
  [
    'java',
    'import java.util.*;\nclass Reads { public static void main(String[] a) { Scanner s = new Scanner(System.in); int n = s.nextInt(); long sum = 0; while (n-- > 0) sum += s.nextInt(); System.out.print(sum); } }',
  ],
  ['python', 'n = int(input())\nprint(sum(int(input()) for _ in range(n)), end="")'],
  [
    'javascript',
    'const lines = require("readline").createInterface({ input: process.stdin });\n(async () => { let sum = 0, n = -1; for await (const line of lines) n < 0 ? (n = +line) : (sum += +line); process.stdout.write(String(sum)); })();',
  ],
];

describe('A million lines with CRLF and no end of line at the end', () => {
  const count = 1_000_000;
  const input = `${count}\r\n${Array.from({ length: count }, (_, index) => index % 1000).join('\r\n')}`;

  it.each(READERS)('are read by %s, the slow way', async (language, code) => {
    const { stdout, outcome } = await run(language, code, input);
    expect(stdout, JSON.stringify(outcome.verdict)).toBe('499500000');
  });
});

describe('A program', () => {
  it.each([
    [
      'java',
      'with a package and several classes',
      'package a.b;\nclass Helper { int x = 7; }\npublic class Main_ { public static void main(String[] a) { System.out.print(new Helper().x); } }',
    ],
    [
      'java',
      'whose main is in a record',
      'record P(int x) {}\npublic record Main(int y) { public static void main(String[] a) { System.out.print(new P(7).x()); } }',
    ],
    [
      'java',
      'whose main is in an interface',
      'interface Main { static void main(String[] a) { System.out.print(7); } }',
    ],
    [
      'java',
      'with a byte order mark and CRLF',
      '\uFEFFclass Main {\r\n  public static void main(String[] a) { System.out.print(7); }\r\n}\r\n',
    ],
    ['cpp', 'with a byte order mark and CRLF', '\uFEFF#include <cstdio>\r\nint main() { printf("7"); }\r\n'],
    ['python', 'with a byte order mark and CRLF', '\uFEFFif True:\r\n    print(7, end="")\r\n'],
    ['rust', 'with a byte order mark and CRLF', '\uFEFFfn main() {\r\n  print!("7");\r\n}\r\n'],
    [
      'cpp',
      'with bits/extc++.h after bits/stdc++.h',
      '#include <bits/stdc++.h>\n#include <bits/extc++.h>\n__gnu_pbds::gp_hash_table<int, int> t;\nint main() { t[1] = 7; std::cout << t[1]; }\n',
    ],
    ['python', 'that prints a number of 10,000 digits', 'print(str(10 ** 10_000).count("0") - 9993, end="")\n'],
    [
      'javascript',
      'with a byte order mark, a shebang and CRLF',
      '\uFEFF#!/usr/bin/env node\r\n"use strict";\r\nfunction main(input) { return 7; }\r\n',
    ],
  ])('in %s %s runs', async (language, _what, code) => {
    const { stdout, outcome } = await run(language, code);
    expect(stdout, JSON.stringify(outcome)).toBe('7');
  });

  it.each([
    ['python', 'import numpy', 1, "ModuleNotFoundError: No module named 'numpy'"],
    ['python', 'def f():\n    raise ValueError("bad é")\nf()', 1, 'File "main.py", line 2, in f'],
    ['rust', 'fn main() { panic!("oh no"); }', 101, 'main.rs:1:13'],
    [
      'java',
      'class Main { public static void main(String[] a) { Integer.parseInt("x"); } }',
      1,
      'at Main.main(Main.java:1)',
    ],
    ['javascript', 'import "fs";\nnull.x;', 1, 'main.js:2:6'],
  ])('in %s that fails (%s) exits with %i and says why', async (language, code, exitCode, words) => {
    const { result, stderr } = await run(language, code);
    expect(result).toMatchObject({ verdict: 'Runtime Error', exitCode });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('/app/');
  });
});
