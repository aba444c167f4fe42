import { describe, expect, it } from 'vitest';
import { analyzeCode } from '../analyze-code.js';
import { withoutGrammarGaps } from './grammar-gaps.js';

const inMain = (code: string) => `int main() { ${code} }`;

describe('what the grammars do not know', () => {
  it.each<[string, string, string]>([
    ['a type as a macro’s name', 'cpp', '#define int long long\nsigned main() { int a; }'],
    ['lines that end with a carriage return', 'cpp', '#include <x>\r\n#define N 5\r\nint main() {}\r\n'],
    ['variadic macros with a name', 'cpp', '#define debug(x...) f(x)\nint main() {}'],
    ['words for operators', 'cpp', inMain('if (not x and y or z not_eq 1) {} while (not q.empty()) {}')],
    ['a complement', 'cpp', 'int f(int p) { if (~p) return ~p; g(a, ~p); return x & ~y; }'],
    ['a complement in C', 'c', 'int f(int p) { return g(p, ~p ?: 1); }'],
    ['a list within brackets', 'cpp', inMain('cin >> a; seen[{a, j}] = m[{x,y}]; in[{x, y}]++;')],
    ['a semicolon after a method', 'cpp', 'struct A { A() : x(0) {}; void f(int w) { g(w); }; int x; };'],
    ['a semicolon after an operator', 'cpp', 'struct A { bool operator==(A o) { return f(o); }; int x; };'],
    ['members that each begin with a value', 'cpp', 'struct Node { Node *left = 0, *right = 0; int n = 0, m; };'],
    ['empty lists as defaults', 'cpp', 'struct T { T(const vector<L>& lines = {}) : a(1) {} };\nB zero{}, one{};'],
    ['words of compilers', 'cpp', 'void f(int * __restrict__ a) {}\nalignas(32) int levels[4];'],
    ['numbers that end with their point', 'python', 'x = 0.\nA = [[0. for i in range(3)]]\ny = 1. + 2\n'],
    ['words of modules as names', 'java', 'class A { void f(int from, int to) { int open = 2; g(e.to, open); } }'],
  ])('is no syntax error: %s', async (_what, language, code) => {
    expect((await analyzeCode(code, language)).firstError).toBeUndefined();
  });

  it.each<[string, string, string]>([
    ['comments and strings', 'cpp', '// not and ~x {}, \n/* #define int */ f("not {x} ~y", \'~\');'],
    ['an open comment', 'cpp', 'int a; /* not closed and so on'],
    ['a destructor', 'cpp', 'struct A { ~A() {} virtual ~A() = 0; };\nA::~A() {}'],
    ['the end of a class and of a list', 'cpp', 'struct A { int x; };\nint a[] = {1, 2};\nenum E { a, b };'],
    ['a lambda that is assigned', 'cpp', 'struct A { function<int(int)> f = [](int x) { return x; }; };'],
    ['strings of Python', 'python', "s = \"1. \" + '''2. ''' # 3. \nt = x[1.:]".replace('x[1.:]', 'y')],
    ['ranges and attributes', 'python', 'x = a1.b + 1.5 + (2).real'],
    ['names in C that are operators in C++', 'c', 'int and = 1, not = 2;'],
  ])('leaves alone %s', (_what, language, code) => {
    expect(withoutGrammarGaps(language, code)).toBe(code);
  });

  it('is rewritten at the same length, so that places stay', async () => {
    const code = '#define int long long\r\nint main() {\r\n  while (not done and ~n) {}\r\n  system("ls");\r\n}';
    expect(withoutGrammarGaps('cpp', code)).toHaveLength(code.length);
    expect((await analyzeCode(code, 'cpp')).unsafe).toMatchObject([{ line: 4, column: 3 }]);
  });

  it('takes no longer for long runs of what it looks for', () => {
    for (const run of [' ', '~ ', '{ ', '[ ', '# define ', '/*', '"', "'", 'return ', '0.', 'struct ', '=,']) {
      const text = run.repeat(Math.floor(65_536 / run.length));
      for (const language of ['cpp', 'python', 'java']) {
        expect(withoutGrammarGaps(language, text)).toHaveLength(text.length);
      }
    }
  });
});
