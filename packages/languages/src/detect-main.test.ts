import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const { leavesMainToUs, skeletonOf } = createRequire(import.meta.url)('../definitions/support/detect_main.cjs') as {
  leavesMainToUs(code: string): boolean;
  skeletonOf(code: string): { text: string; depth: number[] };
};

describe('A JavaScript program', () => {
  it.each([
    'function main(input) { return parseInt(input) * 2; }',
    'async function main(input) {}',
    'const helper = () => 1\nfunction main (input) { return helper() }',
    'const main = (input) => input.length;',
    'const main = input => input;',
    'const main = async (input) => { return input; };',
    'var main = function (input) { return input; };',
    'let main = function solve(input = "") { return input; };',
    'function main(input) { return input === "" ? 0 : 1 + main(input.slice(1)); }',
    'function main(input) {}\nmodule.exports = main;',
    'function main(input) {}\nmodule.exports = { main };',
    'export default function main(input) {}',
    'export function main(input) {}',
    '// readline, process.stdin\n/* main() */ function main(input) {}',
    'const x = { main: 1 };\nfunction main(input) { return `${x.main} ${"}"}`; }',
    'const r = /["\'`{]/; function main(input) { return r.test(input); }',
    '// unlike "readline" or \'/dev/stdin\'\nfunction main(input) {}',
    'const solve = (x) => x, main = (input) => solve(input);',
    'let main;\nmain = (input) => input;',
    'function main(input, extra = { a: [1] }) {}',
    'function main({ length }) { return length; }',
    'function main(...lines) {}',
    'function main(input) {}\nexport { main };\nexport default main;',
    "'use strict';\r\nfunction main(input) {\r\n}\r\n",
    'const text = `main(${1} main(input)`;\nfunction main(input) { return `${`${input}`}`; }',
  ])('leaves main to us: %s', (code) => {
    expect(leavesMainToUs(code)).toBe(true);
  });

  it.each([
    'console.log(1)',
    'function main() {}',
    'const main = () => 1;',
    'function main(input) {}\nmain("1");',
    'main("1");\nfunction main(input) {}',
    'if (require.main === module) main(1);\nfunction main(input) {}',
    'function main(input) {}\nsetTimeout(main, 1);',
    'function main(input) { }\nprocess.stdin.on("end", () => {});',
    'const fs = require("fs"); function main(a) { return fs.readFileSync(0); }',
    'function main(input) { return open("/dev/stdin"); }',
    'const rl = require("readline"); function main(input) {}',
    'function outer() { function main(input) {} }',
    'const s = "function main(input) {}";',
    '`function main(input) {}`',
    'const x = function main(input) {};',
    'class A { main(input) {} }',
    'const domain = (input) => input;',
    'function main(input) {}\nconst run = true ? main : null;\nrun(1);',
    'function main(input) {}\nPromise.resolve("7").then(main);',
    '(function main(input) {})(require("fs").readFileSync(0, "utf8"));',
    'main === (input) => input;',
    'this.main = (input) => input;',
  ])('does not leave main to us: %s', (code) => {
    expect(leavesMainToUs(code)).toBe(false);
  });

  it('of any text at all is looked at without a fault, every character kept in its place', () => {
    const piece = fc.constantFrom(
      '`',
      '${',
      '}',
      '{',
      '(',
      ')',
      "'",
      '"',
      '/',
      '*',
      '\\',
      '\n',
      'main',
      'function ',
      ' ',
      '=>',
      '//',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const code = pieces.join('');
        leavesMainToUs(code);
        const skeleton = skeletonOf(code);
        expect(skeleton.text).toHaveLength(code.length);
        expect(skeleton.depth).toHaveLength(code.length);
      }),
    );
  });
});
