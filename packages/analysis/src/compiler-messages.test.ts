import { describe, expect, it } from 'vitest';
import { parseDiagnostics } from './compiler-messages.js';

describe('parseDiagnostics', () => {
  it('reads errors and warnings of gcc with line and column, notes left out', () => {
    const output = [
      "main.cpp: In function 'int main()':",
      "main.cpp:3:14: error: expected ';' before '}' token",
      '    3 |     int x = 1',
      '      |              ^',
      'main.cpp:2:9: warning: unused variable ‘y’ [-Wunused-variable]',
      'main.cpp:2:9: note: declared here',
    ].join('\n');
    expect(parseDiagnostics('cpp', output)).toEqual([
      { severity: 'error', message: "expected ';' before '}' token", line: 3, column: 14 },
      { severity: 'warning', message: 'unused variable ‘y’ [-Wunused-variable]', line: 2, column: 9 },
    ]);
  });

  it('keeps a message of the linker without a place', () => {
    const output = "/usr/bin/ld: /tmp/cc.o: in function `main':\nmain.c:(.text+0x5): undefined reference to `f'";
    expect(parseDiagnostics('c', output)).toEqual([{ severity: 'error', message: "undefined reference to `f'" }]);
  });

  it('sees through ANSI colours', () => {
    const output =
      '\u001b[01m\u001b[Kmain.c:1:1:\u001b[m\u001b[K \u001b[01;31m\u001b[Kerror: \u001b[m\u001b[Kunknown type';
    expect(parseDiagnostics('c', output)).toMatchObject([{ line: 1, column: 1, message: 'unknown type' }]);
  });

  it('joins the headline of rustc with the place that follows it', () => {
    const output = [
      'error[E0308]: mismatched types',
      ' --> main.rs:2:18',
      '  |',
      'error: aborting due to 1 previous error',
    ].join('\n');
    expect(parseDiagnostics('rust', output)).toEqual([
      { severity: 'error', message: 'mismatched types (E0308)', line: 2, column: 18 },
    ]);
  });

  it("takes javac's column from the caret", () => {
    const output = "Main.java:3: error: ';' expected\n        int x = 1\n                 ^\n1 error";
    expect(parseDiagnostics('java', output)).toEqual([
      { severity: 'error', message: "';' expected", line: 3, column: 18 },
    ]);
  });

  it.each([
    ['python', "main.py:2:6: error: SyntaxError: '(' was never closed\n    print(\n         ^\n", 2, 6],
    ['javascript', "main.js:2:7: error: SyntaxError: Unexpected token ';'\nlet = ;\n      ^\n", 2, 7],
    ['typescript', 'main.ts:1:7: error: Expected ";" but found "y"\nlet x y;\n      ^\n', 1, 7],
  ])('finds the place in what the compile step of %s prints', (language, output, line, column) => {
    expect(parseDiagnostics(language, output)).toMatchObject([{ severity: 'error', line, column }]);
  });

  it('reads the common form in any language', () => {
    expect(parseDiagnostics('haskell', 'main.hs:3:1: error: parse error')).toMatchObject([{ line: 3, column: 1 }]);
  });

  it('gives an empty list for a text that it does not know', () => {
    expect(parseDiagnostics('c', 'Killed')).toEqual([]);
    expect(parseDiagnostics('constructor', 'Killed')).toEqual([]);
  });

  it('gives at most a hundred messages', () => {
    const output = Array.from({ length: 500 }, (_, i) => `main.c:${i + 1}:1: error: e`).join('\n');
    expect(parseDiagnostics('c', output)).toHaveLength(100);
  });
});
