import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classFileOf } from './main-class.js';
import { arrangeSources, type NamedSource } from './source-names.js';

const java = (code: string) => {
  const { file, main } = classFileOf('java', 'main.java', code);
  return { file, main };
};

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

describe('The main class of Kotlin', () => {
  it.each([
    ['fun main() { println(1) }', 'main.kt', 'MainKt'],
    ['fun main(args: Array<String>) {}', 'sum-of.kt', 'Sum_ofKt'],
    ['package x.y\nfun main() {}', 'a.kt', 'x.y.AKt'],
    ['@file:JvmName("Start")\nfun main() {}', 'a.kt', 'Start'],
    ['object App { @JvmStatic fun main(args: Array<String>) {} }', 'a.kt', 'App'],
    ['class App { companion object { @JvmStatic fun main(args: Array<String>) {} } }', 'a.kt', 'App'],
    ['class A { fun main() {} }\nfun main() {}', '2a.kt', '_2aKt'],
    ['// fun main() {}\nclass X', 'x.kt', 'XKt'],
  ])('of %j in %s is found', (code, file, main) => {
    expect(classFileOf('kotlin', file, code).main).toBe(main);
  });
});

describe('The main class of Scala', () => {
  it.each([
    ['object Sum extends App { println(1) }', 'Sum'],
    ['class A\nobject Main { def main(args: Array[String]): Unit = {} }', 'Main'],
    ['package x\nobject Y extends Base with App {\n}', 'x.Y'],
  ])('of %j is found', (code, main) => {
    expect(classFileOf('scala', 'main.scala', code).main).toBe(main);
  });
});

const language = (extension: string, more: object = {}) => ({ extension, otherExtensions: [], claims: [], ...more });
const source = (name: string, text = '', isIncluded = false): NamedSource => ({ name, text, isIncluded });
const arranged = (...given: Parameters<typeof arrangeSources>) => {
  const { sources, main } = arrangeSources(...given);
  return [main, ...sources.map((file) => file.name)];
};

describe('The sources of a program', () => {
  const python = language('py', { otherExtensions: ['py3'] });
  const pascal = language('pas', { mainPattern: '^\\s*program\\b' });
  const javaLanguage = language('java', { naming: 'java' });

  it('are named main when there is one', () => {
    expect(arranged(python, [source('x y;z.py')])).toEqual(['main.py', 'main.py']);
  });

  it('keep their names when there are several, the main one first', () => {
    expect(arranged(python, [source('a.py'), source('main.py'), source('data.txt')])).toEqual([
      'main.py',
      'main.py',
      'a.py',
      'data.txt',
    ]);
    expect(arranged(python, [source('b.py'), source('__main__.py'), source('main.py')])[0]).toBe('__main__.py');
    expect(arranged(python, [source('b.py'), source('a.py')])[0]).toBe('b.py');
    expect(arranged(pascal, [source('hello.pas', 'unit hello;'), source('x.pas', ' program x;')])[0]).toBe('x.pas');
  });

  it('begin where the author says', () => {
    const files = [source('main.py'), source('b.py')];
    expect(arranged(python, files, 'b.py')[0]).toBe('b.py');
    expect(arranged(python, files, 'b')[0]).toBe('b.py');
    expect(arranged(python, files, 'nowhere')[0]).toBe('main.py');
  });

  it("give way to the package's, which begins", () => {
    const grader = source('grader.py', 'import magic', true);
    expect(arranged(python, [source('magic.py'), grader])).toEqual(['grader.py', 'grader.py', 'magic.py']);
    expect(arranged(python, [source('a.py'), source('main.py', '', true)])[0]).toBe('main.py');
    expect(arranged(python, [source('main.py'), source('main.py', '', true)])).toEqual([
      'main.py',
      'main.py',
      'submission.py',
    ]);
  });

  it('begin themselves where the package brings a library', () => {
    const library = source('a.py', 'x = 1', true);
    expect(arranged(python, [source('z.py', 'import a'), library])).toEqual(['z.py', 'z.py', 'a.py']);
    expect(arranged(python, [source('a.py'), source('b.py'), library])).toEqual(['b.py', 'b.py', 'a.py']);
  });

  it('are named after public classes in Java, and begin in the class that has a main', () => {
    const main = 'public static void main(String[] a) {}';
    expect(
      arranged(javaLanguage, [source('x/a.java', 'public class B {}'), source('c.java', `class C { ${main} }`)]),
    ).toEqual(['C', 'C.java', 'x/B.java']);
    const both = [source('A.java', `class A { ${main} }`), source('Main.java', `class Main { ${main} }`)];
    expect(arranged(javaLanguage, both)[0]).toBe('Main');
    expect(arranged(javaLanguage, both, 'A')[0]).toBe('A');
    expect(arranged(javaLanguage, both, 'A.java')[0]).toBe('A');
    expect(arranged(javaLanguage, [...both, source('g.java', `class g { ${main} }`, true)])[0]).toBe('g');
  });
});
