import { describe, expect, it } from 'vitest';
import { wasmDoubts } from './wasm-doubts.js';
import { splitSource } from './wasm-source.js';

const reasonsOf = (code: string, language = 'cpp') => wasmDoubts(language, code).map(({ reason }) => reason);

describe('What sends a program to the server', () => {
  it.each([
    ['long', 'long x = 1;'],
    ['long', 'unsigned long int x;'],
    ['long', 'int long unsigned x;'],
    ['long', 'auto x = 1L << 40;'],
    ['long', 'printf("%-5ld", x);'],
    ['width', 'size_t n = v.size();'],
    ['width', 'cout << v.size() - 1;'],
    ['width', 'long long p = v.size() * n;'],
    ['width', 'll d = a.size() - b.size();'],
    ['long double', 'printf("%.10Lf", x);'],
    ['hashing', 'unordered_map<int, vector<int>> m; for (auto& [k, v] : m) f(k);'],
    ['hashing', 'vector<unordered_set<int>> g(9); for (int x : g[0]) f(x);'],
    ['ties', 'sort(v.begin(), v.end(), [&](int a, int b) { return d[a] < d[b]; });'],
    ['ties', 'struct P { bool operator<(const P& o) const { return x < o.x; } }; priority_queue<P> q;'],
    ['files', '#ifdef ONLINE_JUDGE\nfreopen("a", "r", stdin);\n#endif'],
    ['library', 'int order = s.compare(t);'],
  ])('%s: %s', (reason, code) => {
    expect(reasonsOf(code)).toContain(reason);
  });

  it.each([
    [
      'long long and double',
      'long long a = 1LL << 40; unsigned long long b; long int long c; double d; auto e = 5ULL;',
    ],
    ['words in texts and comments', '// long size_t rand()\n/* sort(a, b, cmp) */ cout << "long rand() %d";'],
    ['separators of digits', "int a = 1'000'000; char q = '\"'; int b = 2; // long"],
    ['raw strings', 'auto s = R"x(long " )" )x"; int a;'],
    [
      'sizes in comparisons, indices and casts',
      'for (int i = 0; i < v.size() - 1; i++) f(v[v.size() - 1 - i], (long long)v.size() * 2);',
    ],
    [
      'hash tables that are only asked',
      'unordered_map<int, int> m; m[3]++; if (m.count(4)) f(); for (int x : v) g(x);',
    ],
    [
      'orders of the library',
      'sort(v.begin(), v.end(), greater<int>()); priority_queue<pair<int, int>, vector<pair<int, int>>, greater<pair<int, int>>> q;',
    ],
    ['a stable sort', 'stable_sort(v.begin(), v.end(), cmp);'],
    [
      'files of the author’s own machine',
      '#ifndef ONLINE_JUDGE\nfreopen("a", "r", stdin);\n#endif\n#ifdef LOCAL\nfreopen("b", "w", stdout);\n#endif',
    ],
    [
      'tests of characters',
      'if (isdigit(c) && !isalpha(s[0])) f(); if (s.compare(t) < 0) g(); while (strcmp(a, b) != 0) h();',
    ],
  ])('not %s', (_what, code) => {
    expect(wasmDoubts('cpp', code)).toEqual([]);
  });

  it('is told with the line and in words, each reason once', () => {
    expect(wasmDoubts('c', '\n\nlong a;\nlong b;')).toEqual([
      { reason: 'long', line: 3, message: expect.stringContaining('32 bits') },
    ]);
  });

  it.each([
    ['width', 'let x = usize::MAX;'],
    ['width', 'fn f(n: usize) -> usize { n * n }'],
    ['ties', 'v.sort_unstable_by_key(|p| p.0);'],
    ['hashing', 'use std::collections::HashMap;'],
  ])('Rust: %s: %s', (reason, code) => {
    expect(reasonsOf(code, 'rust')).toContain(reason);
  });

  it('leaves lifetimes, raw strings and characters of Rust alone', () => {
    const code = `fn f<'a>(s: &'a str) -> char { let r = r#"usize::MAX "HashMap""#; '"' } fn g(i: usize) -> u8 { V[i] } // isize`;
    expect(wasmDoubts('rust', code)).toEqual([]);
  });

  it('leaves very long programs to the server', () => {
    expect(reasonsOf(`int a;${' '.repeat(70_000)}`)).toEqual(['size']);
  });

  it('says nothing of languages that are not compiled for browsers', () => {
    expect(wasmDoubts('java', 'long x;')).toEqual([]);
  });

  it('ends soon on sources that are made to be slow', () => {
    for (const part of [
      'long ',
      '"',
      "'",
      '/*',
      'sort(',
      'a.size() ',
      '(',
      'unordered_map<',
      'R"',
      '<',
      'for (a : ',
      '#ifdef A ',
    ]) {
      expect(wasmDoubts('cpp', part.repeat(Math.floor(65_000 / part.length))).length).toBeLessThan(20);
    }
  });
});

describe('A source in two texts', () => {
  it('has the same length and lines in both', () => {
    const source = 'int a; // x\nchar *s = "y\\"z"; /* w\n */ b';
    const { code, literals } = splitSource(source, false);
    expect([code.length, literals.length]).toEqual([source.length, source.length]);
    expect([code.split('\n').length, literals.trim()]).toEqual([3, 'y\\"z"']);
  });
});
