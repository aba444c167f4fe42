import { describe, expect, it } from 'vitest';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

/** Every program doubles the number on each of two lines. */
const INPUT = '4\n21\n';
const OUTPUT = '8\n42';

const STYLES: Record<string, string> = {
  'a main that returns a string':
    'function main(input) { return input.trim().split("\\n").map((n) => n * 2).join("\\n"); }',
  'an async arrow main, kept in a constant':
    'const main = async (input) => { await null; return input.trim().split("\\n").map((n) => n * 2).join("\\n"); };',
  'a main exported from a module':
    'import { EOL } from "node:os";\nexport default function main(input) { return input.trim().split("\\n").map((n) => n * 2).join(EOL); }',
  'a main that the program calls itself':
    'const fs = require("fs");\nfunction main(input) { for (const n of input.trim().split("\\n")) console.log(n * 2); }\nmain(fs.readFileSync(0, "utf8"));',
  'a main without parameters, called by the program':
    'function main() { for (const n of require("fs").readFileSync(0, "utf8").trim().split("\\n")) console.log(n * 2); }\nmain();',
  'readFileSync of /dev/stdin':
    'const lines = require("fs").readFileSync("/dev/stdin", "utf8").trim().split("\\n");\nfor (const n of lines) console.log(n * 2);',
  'readline events':
    'const rl = require("readline").createInterface({ input: process.stdin });\nrl.on("line", (line) => console.log(line * 2));',
  'process.stdin events':
    'let all = "";\nprocess.stdin.on("data", (chunk) => (all += chunk));\nprocess.stdin.on("end", () => { for (const n of all.trim().split("\\n")) console.log(n * 2); });',
  'for await in a module':
    'import { createInterface } from "node:readline";\nfor await (const line of createInterface({ input: process.stdin })) console.log(line * 2);',
  'top-level await beside require':
    'const { createInterface } = require("readline");\nfor await (const line of createInterface({ input: process.stdin })) console.log(line * 2);',
  'the word main in comments and strings only':
    '// main(input)\nconst text = "function main(input) {}";\nfor (const n of require("fs").readFileSync(0, "utf8").trim().split("\\n")) console.log(n * 2);',
};

describe('JavaScript', () => {
  it.each(Object.entries(STYLES))('runs %s', async (_style, code) => {
    const response = await bench.judge.runTests({ language: 'javascript', code, input: INPUT }, undefined);
    expect(response, JSON.stringify(response)).toMatchObject({ status: 'OK', exitCode: 0 });
    expect(response.output.trim()).toBe(OUTPUT);
  });

  it.each([
    ['5', '5'],
    ['[1, "a", 2n]', '[1,"a","2"]'],
    ['({ a: [1] })', '{"a":[1]}'],
    ['true', 'true'],
    ['12345678901234567890n', '12345678901234567890'],
    ['undefined', ''],
    ['Promise.resolve("later")', 'later'],
    ['"kept  as is \\n"', 'kept  as is \n'],
    ['-0', '0'],
    ['NaN', 'NaN'],
    ['null', 'null'],
    ['[[1, 2], [3]]', '[[1,2],[3]]'],
    ['new Set([1, 2])', '[1,2]'],
    ['(console.log("printed"), "returned")', 'printed\nreturned'],
    ['(console.log("printed"), process.exit(0))', 'printed\n'],
  ])('prints a returned %s as the contract says', async (expression, output) => {
    const code = `function main(input) { return ${expression}; }`;
    const response = await bench.judge.runTests({ language: 'javascript', code, input: '' }, undefined);
    expect(response.output).toBe(output);
  });

  it('recurses deeply', async () => {
    const code =
      'function depth(n) { return n === 0 ? 0 : 1 + depth(n - 1); }\nfunction main(input) { return depth(Number(input)); }';
    const response = await bench.judge.runTests({ language: 'javascript', code, input: '200000' }, undefined);
    expect(response, response.stderr).toMatchObject({ status: 'OK', output: '200000' });
  });

  it('ends with a runtime error when main waits for ever', async () => {
    const code = 'function main(input) { return new Promise(() => {}); }';
    const response = await bench.judge.runTests({ language: 'javascript', code, input: '' }, undefined);
    expect(response).toMatchObject({ status: 'Runtime Error', exitCode: 13 });
    expect(response.stderr).toContain('never finished');
  });

  it.each([
    ['a program', 'const a = 1;\nconst b = ;\n', 'main.js:2:11: error: SyntaxError'],
    ['a module', 'import fs from "fs";\nconst b = ;\n', 'main.js:2:11: error: SyntaxError'],
    ['a program that ends too early', 'function main(input) {\n  return 1', 'main.js:2:10: error: SyntaxError'],
  ])('names the place of a syntax error in %s', async (_what, code, place) => {
    const response = await bench.judge.runTests({ language: 'javascript', code, input: '' }, undefined);
    expect(response.status).toBe('Compilation Error');
    expect(response.compile?.output).toContain(place);
  });

  it('ends with a runtime error when a promise is rejected', async () => {
    const code = 'async function main(input) { throw new Error("no " + input); }';
    const response = await bench.judge.runTests({ language: 'javascript', code, input: 'way' }, undefined);
    expect(response.status).toBe('Runtime Error');
    expect(response.stderr).toContain('no way');
    expect(response.stderr).not.toContain('/app/');
  });
});

const TYPED_STYLES: Record<string, string> = {
  'a main that returns':
    'function main(input: string): string { return input.trim().split("\\n").map((n) => Number(n) * 2).join("\\n"); }',
  'import of a namespace, interfaces, enums and generics':
    'import * as fs from "fs";\ninterface Row { value: number }\nenum Factor { Two = 2 }\nfunction twice<T extends Row>(row: T): number { return row.value * Factor.Two; }\nfor (const line of fs.readFileSync(0, "utf8").trim().split("\\n")) console.log(twice({ value: Number(line) } as Row));',
  'require without types, decorators and namespaces':
    'const { readFileSync } = require("fs");\nnamespace Factors { export const two = 2; }\nfunction logged(target: object, key: string) {}\nclass Doubler { @logged by = Factors.two; }\nfor (const line of readFileSync("/dev/stdin", "utf8").trim().split("\\n")) console.log(Number(line) * new Doubler().by);',
  'import = require, and process.stdin':
    'import events = require("events");\nlet all = "";\nprocess.stdin.on("data", (chunk: Buffer) => (all += chunk));\nevents.once(process.stdin, "end").then(() => { for (const n of all.trim().split("\\n")) console.log(Number(n) * 2); });',
  'for await in a module':
    'import * as readline from "readline";\nconst double = (n: number): number => n * 2;\nfor await (const line of readline.createInterface({ input: process.stdin })) console.log(double(Number(line)));',
};

describe('TypeScript', () => {
  it.each(Object.entries(TYPED_STYLES))('runs %s', async (_style, code) => {
    const response = await bench.judge.runTests({ language: 'typescript', code, input: INPUT }, undefined);
    expect(response, JSON.stringify(response)).toMatchObject({ status: 'OK', exitCode: 0 });
    expect(response.output.trim()).toBe(OUTPUT);
  });
});
