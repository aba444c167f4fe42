/** C++ that the browser leaves to the server, by its source or by its run. */
import type { NativeProgram } from '../../wasi/parity.js';
import { program } from './program.js';

export const DOUBTFUL_PROGRAMS: NativeProgram[] = [
  program('long', 'long a = 1000000007; cout << a * a;', { doubtful: 'long' }),
  program('unsigned long int', 'unsigned long int a = -1; cout << a;', { doubtful: 'long' }),
  program('stol', 'cout << stol("9000000000");', { doubtful: 'long' }),
  program('size_t', 'size_t n = 0; cout << n - 1;', { doubtful: 'width' }),
  program('a size squared', 'vector<int> v(70000); cout << v.size() * v.size();', { doubtful: 'width' }),
  program('a difference of sizes', 'string a = "x", b = "xyz"; long long d = a.size() - b.size(); cout << d;', {
    doubtful: 'width',
  }),
  program('a difference of sizes, printed', 'vector<int> v; cout << v.size() - 1;', { doubtful: 'width' }),
  program('a place that is not found', 'cout << string("a").find("b");', { doubtful: 'width' }),
  program(
    'a loop over a hash table',
    'unordered_map<string, int> m{{"a", 1}, {"b", 2}}; for (auto& p : m) cout << p.first;',
    { doubtful: 'hashing' },
  ),
  program('the beginning of a hash set', 'unordered_set<int> s{3, 1, 2}; cout << *s.begin();', { doubtful: 'hashing' }),
  program('a loop over a hash table by an alias', 'M m{{1, 2}, {3, 4}}; for (auto [k, v] : m) cout << k;', {
    before: 'using M = unordered_map<int, int>;',
    doubtful: 'hashing',
  }),
  program('hash', 'cout << hash<string>()("a");', { doubtful: 'hashing' }),
  program(
    'sort by a comparison',
    'vector<pair<int, int>> v{{1, 2}, {1, 1}}; sort(v.begin(), v.end(), [](auto& a, auto& b) { return a.first < b.first; }); cout << v[0].second;',
    { doubtful: 'ties' },
  ),
  program('sort by an operator', 'vector<P> v{{1, 2}, {1, 1}}; sort(v.begin(), v.end()); cout << v[0].y;', {
    before: 'struct P { int x, y; bool operator<(const P& o) const { return x < o.x; } };',
    doubtful: 'ties',
  }),
  program('a heap by a comparison', 'priority_queue<P, vector<P>, Less> q; q.push({1, 2}); cout << q.top().y;', {
    before:
      'struct P { int x, y; };\nstruct Less { bool operator()(const P& a, const P& b) const { return a.x < b.x; } };',
    doubtful: 'ties',
  }),
  program('nth_element', 'vector<int> v{3, 1, 2}; nth_element(v.begin(), v.begin() + 1, v.end()); cout << v[0];', {
    doubtful: 'ties',
  }),
  program('rand', 'srand(5); cout << rand() % 100;', { doubtful: 'random' }),
  program('a distribution', 'mt19937 r(1); uniform_int_distribution<int> d(1, 6); cout << d(r);', {
    doubtful: 'random',
  }),
  program('shuffle', 'vector<int> v{1, 2, 3}; shuffle(v.begin(), v.end(), mt19937(1)); cout << v[0];', {
    doubtful: 'random',
  }),
  program('random_device', 'cout << random_device()();', { doubtful: 'random' }),
  program('chrono', 'cout << chrono::steady_clock::now().time_since_epoch().count();', { doubtful: 'time' }),
  program('long double', 'long double x = 1; cout << x / 3;', { doubtful: 'long double' }),
  program('what an exception says', 'try { vector<int>().at(1); } catch (exception& e) { cout << e.what(); }', {
    doubtful: 'library',
  }),
  program('the capacity of a vector', 'string s(20, 65); cout << s.capacity();', { doubtful: 'library' }),
  program('regular expressions', 'cout << regex_match("abc", regex("[a-c]+"));', { doubtful: 'library' }),
  program('a locale', 'cout.imbue(locale("")); cout << 1234567;', { doubtful: 'locale' }),
  program('pointers as keys', 'int a[2]; map<int*, int> m; m[a] = 1; cout << m.size();', { doubtful: 'addresses' }),
  program('sines to twelve digits', 'double x; cin >> x; cout << setprecision(12) << sin(x);', {
    doubtful: 'floats',
    input: '1000',
  }),
  program('a GNU tree', 'cout << 1;', {
    head: '#include <ext/pb_ds/assoc_container.hpp>\n#include <iostream>\nusing namespace std;\nusing namespace __gnu_pbds;\n',
    doubtful: 'unsupported',
  }),
  program('vector instructions', 'cout << 1;', {
    head: '#include <immintrin.h>\n#include <iostream>\nusing namespace std;\n',
    doubtful: 'unsupported',
  }),
  program('threads', 'thread t([] { cout << 1; }); t.join();', { leftToServer: 'compile' }),
  program('a null pointer', 'N* volatile p = nullptr; cout << p->v;', {
    before: 'struct N { int v; };',
    leftToServer: 'fault',
  }),
  program('memory without end', 'vector<vector<int>> all; for (;;) all.emplace_back(1 << 20, 1);', {
    leftToServer: 'memory',
  }),
  program(
    'memory without end, caught',
    'try { vector<vector<int>> all; for (;;) all.emplace_back(1 << 20, 1); } catch (bad_alloc&) { cout << "caught"; }',
    { leftToServer: 'memory' },
  ),
  program(
    'a DFS of depth 100,000',
    'function<int(int)> go = [&](int n) { return n == 0 ? 0 : go(n - 1) + 1; }; cout << go(100000);',
    { leftToServer: 'recursion' },
  ),
  program('a deep recursion where nothing may be thrown', 'cout << down(10000000);', {
    before:
      'volatile int sink;\nint down(int n) noexcept { if (n == 0) return 0; int r = down(n - 1); sink = r; return r + 1; }',
    leftToServer: 'recursion',
  }),
  program('a deep recursion inside of catch', 'try { cout << down(10000000); } catch (...) { cout << "caught"; }', {
    before:
      'volatile int sink;\nint down(int n) { if (n == 0) return 0; int r = down(n - 1); sink = r; return r + 1; }',
    leftToServer: 'recursion',
  }),
];
