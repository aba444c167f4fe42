/** C++: the standard library. */
import type { NativeProgram } from '../../wasi/parity.js';
import { program } from './program.js';

export const LIBRARY_PROGRAMS: NativeProgram[] = [
  program(
    'vector',
    'vector<int> v{3, 1, 2}; v.push_back(5); v.insert(v.begin() + 1, 9); v.erase(v.begin()); v.resize(6, 4); for (int x : v) cout << x << " "; cout << v.front() << v.back();',
  ),
  program(
    'sort of numbers',
    'vector<int> v; for (int i = 0; i < 1000; i++) v.push_back(i * 7919 % 1009); sort(v.begin(), v.end()); cout << v[0] << v[500] << is_sorted(v.begin(), v.end()); sort(v.begin(), v.end(), greater<int>()); cout << v[0];',
  ),
  program(
    'sort of pairs',
    'vector<pair<int, string>> v{{2, "b"}, {1, "z"}, {2, "a"}}; sort(v.begin(), v.end()); for (auto& [n, s] : v) cout << n << s << " ";',
  ),
  program(
    'a stable sort',
    'vector<pair<int, int>> v; for (int i = 0; i < 100; i++) v.push_back({i % 5, i}); stable_sort(v.begin(), v.end(), [](auto& a, auto& b) { return a.first < b.first; }); for (auto& p : v) cout << p.second << " ";',
  ),
  program(
    'maps',
    'map<string, int> m; string w; while (cin >> w) m[w]++; for (auto& [k, c] : m) cout << k << c << " "; auto it = m.lower_bound("b"); cout << it->first << m.count("zz");',
    { input: 'b a c b a b' },
  ),
  program(
    'sets',
    'set<int> s{5, 1, 3, 1}; multiset<int> m{2, 2, 1}; m.erase(m.find(2)); s.insert(4); cout << *s.begin() << *s.rbegin() << *s.upper_bound(3) << m.count(2); for (int x : s) cout << x;',
  ),
  program(
    'hash tables that are only asked',
    'unordered_map<int, int> m; for (int i = 0; i < 1000; i++) m[i * 31 % 97]++; unordered_set<string> s{"a", "b"}; cout << m[5] << m.count(96) << s.count("a"); bool none = s.find("z") == s.end(); cout << none;',
  ),
  program(
    'queues and stacks',
    'queue<int> q; stack<int> s; deque<int> d; for (int i = 0; i < 5; i++) { q.push(i); s.push(i); d.push_front(i); } cout << q.front() << s.top() << d.front() << d.back() << d[2];',
  ),
  program(
    'a heap of numbers',
    'priority_queue<int> p; priority_queue<int, vector<int>, greater<int>> g; for (int x : {3, 1, 4, 1, 5, 9, 2, 6}) { p.push(x); g.push(x); } while (p.size()) { cout << p.top() << g.top() << " "; p.pop(); g.pop(); }',
  ),
  program(
    'Dijkstra by pairs',
    'int n = 5; vector<vector<pair<int, int>>> g(n); g[0] = {{1, 4}, {2, 1}}; g[2] = {{1, 2}, {3, 7}}; g[1] = {{3, 1}}; vector<int> d(n, INT_MAX); d[0] = 0; priority_queue<pair<int, int>, vector<pair<int, int>>, greater<pair<int, int>>> q; q.push({0, 0}); while (!q.empty()) { auto [c, v] = q.top(); q.pop(); if (c > d[v]) continue; for (auto [w, k] : g[v]) if (c + k < d[w]) { d[w] = c + k; q.push({d[w], w}); } } for (int x : d) cout << x << " ";',
  ),
  program(
    'lists',
    'list<int> l{1, 2, 3}; l.splice(l.begin(), l, next(l.begin(), 2)); l.reverse(); l.remove(1); for (int x : l) cout << x; forward_list<int> f{3, 1, 2}; f.sort(); for (int x : f) cout << x;',
  ),
  program(
    'strings',
    'string s = "hello world"; s.replace(0, 5, "HELLO"); s.erase(5, 1); s.insert(5, "--"); s += "!"; bool has = s.find("wor") != string::npos; int at = (int)s.find("zz"); cout << s << s.substr(2, 3) << has << at; transform(s.begin(), s.end(), s.begin(), ::tolower); cout << s << (string("a") < "b");',
  ),
  program(
    'string views',
    'string_view v = "one,two,three"; while (!v.empty()) { auto p = v.find(\',\'); cout << v.substr(0, p) << "|"; if (p == string_view::npos) break; v.remove_prefix(p + 1); }',
  ),
  program(
    'algorithms',
    'vector<int> v(10); iota(v.begin(), v.end(), 1); cout << accumulate(v.begin(), v.end(), 0) << " " << *max_element(v.begin(), v.end()) << count_if(v.begin(), v.end(), [](int x) { return x % 3 == 0; }); rotate(v.begin(), v.begin() + 3, v.end()); v.erase(remove_if(v.begin(), v.end(), [](int x) { return x & 1; }), v.end()); for (int x : v) cout << x; cout << binary_search(v.begin(), v.end(), 4) << inner_product(v.begin(), v.end(), v.begin(), 0);',
  ),
  program('permutations', 'string s = "abc"; do cout << s << " "; while (next_permutation(s.begin(), s.end()));'),
  program(
    'bounds',
    'vector<int> v{1, 3, 3, 5}; cout << lower_bound(v.begin(), v.end(), 3) - v.begin() << upper_bound(v.begin(), v.end(), 3) - v.begin() << (equal_range(v.begin(), v.end(), 3).second - v.begin());',
  ),
  program(
    'unique and reverse',
    'vector<int> v{1, 1, 2, 3, 3}; v.erase(unique(v.begin(), v.end()), v.end()); reverse(v.begin(), v.end()); for (int x : v) cout << x; partial_sum(v.begin(), v.end(), v.begin()); cout << v.back();',
  ),
  program(
    'sets by algorithms',
    'vector<int> a{1, 2, 3}, b{2, 3, 4}, c; set_union(a.begin(), a.end(), b.begin(), b.end(), back_inserter(c)); set_difference(a.begin(), a.end(), b.begin(), b.end(), back_inserter(c)); merge(a.begin(), a.end(), b.begin(), b.end(), ostream_iterator<int>(cout, " ")); for (int x : c) cout << x;',
  ),
  program(
    'tuples, optional and variant',
    'tuple<int, string> t{1, "x"}; auto& [n, s] = t; optional<int> o; variant<int, string> v = "text"s; cout << n << s << o.has_value() << o.value_or(9) << holds_alternative<string>(v) << get<1>(v); try { get<int>(v); } catch (bad_variant_access&) { cout << "bad"; } any a = 5; cout << any_cast<int>(a);',
  ),
  program(
    'lambdas and functions',
    'int k = 3; auto f = [k](auto x) mutable { return x * k++; }; cout << f(2) << f(2.5); function<int(int)> fib = [&](int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }; cout << fib(20);',
  ),
  program(
    'smart pointers',
    'struct N { shared_ptr<N> next; int v; ~N() { cout << "~" << v; } }; auto a = make_shared<N>(); a->v = 1; a->next = make_shared<N>(); a->next->v = 2; weak_ptr<N> w = a; cout << a.use_count() << w.expired(); a.reset(); cout << w.expired(); auto u = make_unique<int[]>(3); cout << u[1];',
  ),
  program(
    'virtual functions',
    'vector<unique_ptr<S>> v; v.push_back(make_unique<C>()); v.push_back(make_unique<S>()); for (auto& s : v) cout << s->n() << (dynamic_cast<C*>(s.get()) != nullptr);',
    {
      before:
        'struct S { virtual string n() { return "S"; } virtual ~S() {} };\nstruct C : S { string n() override { return "C"; } };',
    },
  ),
  program('templates', 'cout << F<20>::v << maxOf(3, 7) << maxOf(string("a"), string("b"));', {
    before:
      'template <int N> struct F { static constexpr int v = F<N - 1>::v + F<N - 2>::v; };\ntemplate <> struct F<1> { static constexpr int v = 1; };\ntemplate <> struct F<0> { static constexpr int v = 0; };\ntemplate <class T> T maxOf(T a, T b) { return a < b ? b : a; }',
  }),
  program(
    'concepts and ranges',
    'vector<int> v{5, 2, 8}; for (int x : v | views::filter([](int x) { return x > 2; }) | views::transform([](int x) { return x * x; })) cout << x << " "; cout << twice(4) << ranges::max(v);',
    { before: 'template <integral T> T twice(T x) { return 2 * x; }' },
  ),
  program('the spaceship', 'P a{1, 2}, b{1, 3}; cout << (a < b) << (a == b) << ((a <=> b) < 0);', {
    before: 'struct P { int x, y; auto operator<=>(const P&) const = default; };',
  }),
  program('structured output', 'P p{1, 2}; cout << p << endl; P q; cin >> q; cout << q;', {
    before:
      'struct P { int x, y; };\nostream& operator<<(ostream& o, const P& p) { return o << "(" << p.x << ", " << p.y << ")"; }\nistream& operator>>(istream& i, P& p) { return i >> p.x >> p.y; }',
    input: '3 4',
  }),
  program(
    'mt19937',
    'mt19937 r(42); mt19937_64 q(7); cout << r() << " " << r() % 100 << " " << q(); r.discard(10); cout << " " << r();',
  ),
  program(
    'complex numbers',
    'complex<double> a(1, 2), b(3, -1); cout << a * b << a + b << norm(a) << conj(a) << real(a / b);',
  ),
  program(
    'a union-find',
    'int n = 1000; vector<int> p(n); iota(p.begin(), p.end(), 0); function<int(int)> f = [&](int x) { return p[x] == x ? x : p[x] = f(p[x]); }; for (int i = 0; i + 7 < n; i += 3) p[f(i)] = f(i + 7); set<int> s; for (int i = 0; i < n; i++) s.insert(f(i)); cout << (int)s.size();',
  ),
  program(
    'a segment tree',
    'int n = 1 << 16; vector<long long> t(2 * n); auto add = [&](int i, int v) { for (i += n; i; i /= 2) t[i] += v; }; auto sum = [&](int l, int r) { long long s = 0; for (l += n, r += n; l < r; l /= 2, r /= 2) { if (l & 1) s += t[l++]; if (r & 1) s += t[--r]; } return s; }; for (int i = 0; i < n; i++) add(i, i * 37 % 1000); cout << sum(100, 60000);',
  ),
  program(
    'matrices',
    'vector<vector<long long>> a{{1, 1}, {1, 0}}, r{{1, 0}, {0, 1}}; for (int e = 0; e < 60; e++) { vector<vector<long long>> c(2, vector<long long>(2)); for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) for (int k = 0; k < 2; k++) c[i][j] = (c[i][j] + r[i][k] * a[k][j]) % 1000000007; r = c; } cout << r[0][1];',
  ),
  program('Unicode as bytes', 'string s; cin >> s; cout << (int)s.size() << s << s[0];', { input: 'grüße' }),
  program(
    'coordinates in an ordered map',
    'map<pair<int, int>, int> m; m[{1, 2}] = 3; m[{0, 9}] = 4; for (auto& [k, v] : m) cout << k.first << k.second << v;',
  ),
  program(
    'bits by shifts of long long',
    'long long s = 0; for (int m = 0; m < 1 << 10; m++) if (__builtin_popcount(m) == 3) s |= 1LL << (m % 60); cout << s << " " << bitset<8>(s & 255);',
  ),
];
