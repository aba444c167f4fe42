import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceNamesOf } from './source-names.js';

const java = (code: string) => sourceNamesOf({ extension: 'java', naming: 'java' }, code);

describe('The main class of Java', () => {
  it.each([
    ['public class Main { public static void main(String[] a) {} }', 'Main.java', 'Main'],
    ['class Other {} class Start { static public void main(String... a) {} }', 'Start.java', 'Start'],
    ['class A { static void main(String[] a) {} } public class B {}', 'B.java', 'A'],
    ['public class B {} class A { public static void main(String[] a) {} }', 'B.java', 'A'],
    ['package x.y; public final class C { public static void main(String[] a) {} }', 'C.java', 'x.y.C'],
    [
      '// public class No {}\nclass Yes { String s = "class No {"; char c = \'{\'; public static void main(String[] a) {} }',
      'Yes.java',
      'Yes',
    ],
    [
      'class Outer { static class Inner { public static void main(String[] a) {} } public static void main(String[] a) {} }',
      'Outer.java',
      'Outer',
    ],
    ['public record P(int x) { public static void main(String[] a) {} }', 'P.java', 'P'],
    ['enum E { A; public static void main(String[] a) {} }', 'E.java', 'E'],
    ['class $_1 { @Deprecated public static final synchronized void main(String[] a) {} }', '$_1.java', '$_1'],
    ['class A { void main() {} }', 'A.java', 'A'],
    ['', 'Main.java', 'Main'],
    [`class ${'x'.repeat(300)} { static void main(String[] a) {} }`, 'Main.java', 'Main'],
  ])('of %j is found', (code, file, main) => {
    expect(java(code)).toEqual({ file, main });
  });

  it('is looked for in no more than linear time', () => {
    expect(java(`${'final '.repeat(40_000)}${'public static '.repeat(10_000)}`).main).toBe('Main');
  });

  it('never makes a file name that leads elsewhere', () => {
    const hostile = fc.constantFrom(
      'a',
      'B',
      '7',
      '$',
      '_',
      'é',
      'Ω',
      '😀',
      '/',
      '.',
      '..',
      '\\',
      '\0',
      ' ',
      '{',
      '\n',
      '"',
      '*',
    );
    fc.assert(
      fc.property(fc.string({ unit: hostile, maxLength: 20 }), (text) => {
        const { file } = java(`public class ${text} { static void main(String[] a) {} }`);
        expect(file).toMatch(/^[\p{L}\p{N}_$]+\.java$/u);
      }),
    );
  });
});

it('Other languages are named main', () => {
  expect(sourceNamesOf({ extension: 'py' }, 'x')).toEqual({ file: 'main.py', main: 'main.py' });
});
