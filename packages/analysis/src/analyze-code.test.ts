import { describe, expect, it } from 'vitest';
import { analyzeCode } from './analyze-code.js';
import { MAX_READ_LENGTH } from './syntax/syntax-tree.js';

const LANGUAGES = ['c', 'cpp', 'go', 'java', 'javascript', 'python', 'rust', 'typescript'];

describe('analyzeCode', () => {
  it('says where an unsafe operation is, by its full name, whatever it is called in the program', async () => {
    const { unsafe } = await analyzeCode(
      "import os\nfrom subprocess import run as r\n\n  \nx = 1; r(['ls'])\n",
      'python',
    );
    expect(unsafe).toEqual([{ kind: 'process', what: 'subprocess.run', line: 5, column: 8 }]);
  });

  it('does not take standard input for a file, under any of its names', async () => {
    for (const [language, code] of [
      ['javascript', "const t = require('fs').readFileSync(0, 'utf8'); console.log(t)"],
      ['javascript', "import { readFileSync as r } from 'node:fs'; r('/dev/stdin')"],
      ['python', 'data = open(0).read()'],
      ['c', '#include <stdio.h>\nint main() { FILE *f = fopen("/dev/stdin", "r"); }'],
    ] as const) {
      const { unsafe, inputStyles } = await analyzeCode(code, language);
      expect(unsafe, code).toEqual([]);
      expect(inputStyles, code).toHaveLength(1);
    }
  });

  it('leaves names alone that the program declares itself', async () => {
    const code =
      '#include <bits/stdc++.h>\nvoid system(int a) {}\nint connect(int a, int b) { return a; }\nint main() { system(1); connect(1, 2); }';
    expect((await analyzeCode(code, 'cpp')).unsafe).toEqual([]);
  });

  it('sees loops behind macros, with places of the source as it was written', async () => {
    const code =
      '#define rep(i, n) for (int i = 0; i < n; i++)\nint main() {\n  rep(i, n) rep(j, n) { system("x"); }\n}';
    const { loops, unsafe, growth } = await analyzeCode(code, 'cpp');
    expect(loops.map(({ depth, line, column }) => ({ depth, line, column }))).toEqual([
      { depth: 1, line: 3, column: 3 },
      { depth: 2, line: 3, column: 13 },
    ]);
    expect(unsafe).toMatchObject([{ line: 3, column: 25 }]);
    expect(growth.notation).toBe('O(n^2)');
  });

  it('goes on after errors, as while typing', async () => {
    const { parses, firstError, loops, unsafe } = await analyzeCode(
      'import os\nx = 1\nfor i in range(n:\n    print(i)\nwhile True\n    os.system("x")\n',
      'python',
    );
    expect(parses).toBe(false);
    expect(firstError?.line).toBeGreaterThan(2);
    expect(loops.length).toBeGreaterThan(0);
    expect(unsafe).toMatchObject([{ what: 'os.system' }]);
  });

  it('finds the same at any length of a program that is being typed, without an error', async () => {
    const code =
      'const fs = require("fs");\nfor (const line of fs.readFileSync(0, "utf8").split("\\n")) { console.log(`${line}!`); }\n';
    for (let length = 0; length <= code.length; length++) {
      const facts = await analyzeCode(code.slice(0, length), 'javascript');
      expect(facts.coverage).toBe('whole');
    }
  });

  it('has facts of the size alone, and calls nothing safe, for a language without a grammar', async () => {
    const facts = await analyzeCode('DISPLAY "é".\n', 'cobol');
    expect(facts).toMatchObject({ coverage: 'none', size: { byteCount: 14, lineCount: 2 }, safe: { holds: false } });
  });

  it('gives a reason for every judgement', async () => {
    for (const language of LANGUAGES) {
      const { safe, simple, complex, browserCompatible } = await analyzeCode('x', language);
      for (const { reasons } of [safe, simple, complex, browserCompatible]) expect(reasons.length).toBeGreaterThan(0);
    }
  });
});

describe('hostile input', () => {
  /** Twice what the bounds allow together would be a bound that doesn't hold. */
  const MAX_STEPS = 500_000;
  const SEEDS = [
    '[',
    '(',
    '{',
    'f(',
    'a.',
    '"',
    '`${',
    '/*',
    '<',
    'a=>',
    'x,',
    '1+',
    'if(1)',
    'for(;;)',
    'else ',
    '#',
    '&',
    'R"(',
    '\\\n',
    'lambda x:',
    'a?b:',
  ];

  it.each(LANGUAGES)('is read in a bounded number of steps, in %s', async (language) => {
    for (const seed of SEEDS) {
      const facts = await analyzeCode(seed.repeat(Math.ceil((2 * MAX_READ_LENGTH) / seed.length)), language);
      expect(facts.size.stepCount, seed).toBeLessThan(MAX_STEPS);
      expect(facts.coverage, seed).toBe('part');
      expect(facts.safe.holds, seed).toBe(false);
    }
  });

  it('of one line of 1 MB, or a million lines, costs no more', async () => {
    for (const code of [
      'x = 1; '.repeat(150_000),
      'x = 1\n'.repeat(170_000),
      '\n'.repeat(1_000_000),
      ' '.repeat(1_000_000),
    ]) {
      const { coverage, size } = await analyzeCode(code, 'python');
      expect(coverage).toBe('part');
      expect(size.stepCount).toBeLessThan(MAX_STEPS);
    }
  });
});
