/** C++: input, numbers, formats, ends. */
import type { NativeProgram } from '../../wasi/parity.js';
import { program } from './program.js';

const LINES = Array.from({ length: 100_000 }, (_, index) => String((index * 7919) % 1_000_003)).join('\n');

export const RUN_PROGRAMS: NativeProgram[] = [
  program('cin and cout', 'int a, b; while (cin >> a >> b) cout << a + b << endl;', { input: '1 2\n3 4\n-5 5' }),
  program('only the headers it needs', 'std::cout << std::string(3, 65) << "\\n";', {
    head: '#include <iostream>\n#include <string>\n',
  }),
  program('getline', 'string s; int n = 0; while (getline(cin, s)) cout << ++n << ":" << s << "|\\n";', {
    input: 'a b\n\n  c\r\nend',
  }),
  program('a number, then a line', 'int n; cin >> n; cin.ignore(); string s; getline(cin, s); cout << n << s;', {
    input: '5\nthe line\n',
  }),
  program(
    'words of a line',
    'string line; getline(cin, line); stringstream in(line); string w; vector<string> v; while (in >> w) v.push_back(w); for (auto& x : v) cout << x << ";";',
    { input: ' one two  three ' },
  ),
  program(
    'numbers that are none',
    'int a = 7; double d = 3; cin >> a; cout << a << cin.fail(); cin.clear(); string s; cin >> s; cout << s;',
    { input: 'abc' },
  ),
  program('numbers out of range', 'int a; cin >> a; cout << a << cin.fail();', { input: '99999999999' }),
  program('characters one by one', 'char c; while (cin.get(c)) cout << (int)c << " ";', { input: 'a b\n' }),
  program(
    'peek and putback',
    'int s = 0; while (isdigit(cin.peek()) != 0) s += cin.get() - 48; char c = cin.get(); cin.putback(c); string r; cin >> r; cout << s << r;',
    { input: '123x4' },
  ),
  program(
    '100,000 numbers, fast',
    'ios::sync_with_stdio(false); cin.tie(nullptr); int x; while (cin >> x) cout << x * 2 << "\\n";',
    { input: LINES },
  ),
  program(
    'scanf and cout together',
    'int a; scanf("%d", &a); cout << a; printf("-"); cout << a << endl; puts("end");',
    { input: '4' },
  ),
  program(
    'the precision of floats',
    'cout << 1.0 / 3 << " " << 1e10 << " " << 123456789.0 << " " << 0.00001 << " " << 100000.0 << " " << 1000000.0 << "\\n" << fixed << setprecision(3) << 2.0005 << " " << -0.0 << "\\n" << scientific << 12345.678 << defaultfloat << setprecision(17) << " " << 0.1 << "\\n";',
  ),
  program('floats that are none', 'double z = 0; cout << 1 / z << " " << -1 / z << " " << (float)0.1f << "\\n";'),
  program(
    'manipulators',
    "cout << setw(6) << 42 << setfill('*') << setw(6) << 42 << left << setw(6) << 42 << hex << 255 << oct << 8 << dec << showpos << 5 << noshowpos << boolalpha << true << uppercase << hex << 255;",
  ),
  program(
    'a string stream as a format',
    'ostringstream o; o << setprecision(2) << fixed << 3.14159 << "," << 7; cout << o.str();',
  ),
  program(
    'to_string and back',
    'cout << to_string(3.5) << to_string(-7) << to_string(1LL << 40) << stoi("42abc") << stoll("-9000000000") << stod("2.5e3");',
  ),
  program(
    'long long',
    'long long a = 1LL << 40; unsigned long long b = ULLONG_MAX; cout << a * 3 << " " << b << " " << LLONG_MIN << " " << a % 1000007;',
  ),
  program(
    '128 bits',
    '__int128 f = 1; for (int i = 1; i <= 30; i++) f *= i; string s; while (f > 0) { s += char(48 + (int)(f % 10)); f /= 10; } reverse(s.begin(), s.end()); cout << s;',
  ),
  program(
    'powers with a modulus',
    'long long r = 1, b = 3, e = 1000000006, m = 1000000007; while (e) { if (e & 1) r = r * b % m; b = b * b % m; e >>= 1; } cout << r;',
  ),
  program(
    'builtins for bits',
    'cout << __builtin_popcount(255) << __builtin_ctz(8) << __builtin_clz(1) << __builtin_popcountll(1LL << 40) << __lg(1000) << __gcd(12, 18) << gcd(4, 6) << lcm(4, 6);',
  ),
  program(
    'bitset',
    'bitset<10> b(37); b.flip(0); cout << b << " " << b.count() << " " << (b << 2) << " " << b.to_ullong();',
  ),
  program(
    'doubles as keys of decisions',
    'double s = 0; for (int i = 0; i < 10; i++) s += 0.1; cout << (s == 1.0) << (abs(s - 1) < 1e-9) << (int)(s * 10) << floor(s);',
  ),
  program(
    'a DFS of depth 1,000',
    'vector<vector<int>> g(1001); for (int i = 0; i < 1000; i++) g[i].push_back(i + 1); vector<int> seen(1001); function<int(int)> go = [&](int v) { seen[v] = 1; int d = 0; for (int w : g[v]) if (!seen[w]) d = max(d, go(w)); return d + 1; }; cout << go(0);',
  ),
  program('a recursion of 3,000', 'cout << down(3000);', {
    before: 'int down(int n) { return n == 0 ? 0 : 1 + down(n - 1); }',
  }),
  program(
    'large arrays on the stack',
    'int a[500000]; for (int i = 0; i < 500000; i++) a[i] = i % 7; long long s = 0; for (int x : a) s += x; cout << s;',
  ),
  program(
    'global arrays',
    'for (int i = 1; i < 1000; i++) for (int j = 1; j < 1000; j++) grid[i][j] = (grid[i - 1][j] + grid[i][j - 1] + 1) % 1000003; cout << grid[999][999];',
    { before: 'int grid[1000][1000];' },
  ),
  program('a pragma for the other compiler', 'cout << "fast";', {
    head: '#pragma GCC optimize("O3,unroll-loops")\n#pragma GCC target("popcnt")\n#include <bits/stdc++.h>\nusing namespace std;\n',
  }),
  program(
    'an exception that is caught',
    'try { throw runtime_error("a"); } catch (const logic_error&) { cout << "l"; } catch (const exception&) { cout << "e"; } try { vector<int>().at(3); } catch (out_of_range&) { cout << "o"; } try { stoi("x"); } catch (invalid_argument&) { cout << "i"; } try { string("abc").substr(9); } catch (...) { cout << "s"; }',
  ),
  program(
    'exceptions through destructors and handlers',
    'try { D d{"a"}; try { D e{"b"}; throw 1; } catch (int x) { cout << x; throw 2.5; } } catch (double y) { cout << y; }',
    { before: 'struct D { string n; ~D() { cout << "~" << n << uncaught_exceptions(); } };' },
  ),
  program('an exception of its own', 'try { throw Mine{7}; } catch (Mine& m) { cout << m.code; }', {
    before: 'struct Mine { int code; };',
  }),
  program('an exception that nobody catches', 'cout << "a" << endl; throw runtime_error("bad");'),
  program('a number that nobody catches', 'cout << "a" << endl; throw 42;'),
  program('an exception out of noexcept', 'cout << "a" << endl; auto f = []() noexcept { throw 1; }; f();'),
  program('an exception before main', 'cout << "main";', { before: 'struct Early { Early() { throw 1; } } early;' }),
  program('exit inside of objects', 'D d; cout << "a"; leave();', {
    before: 'struct D { ~D() { cout << "destroyed"; } };\nD global;\nvoid leave() { D inner; exit(3); }',
  }),
  program('exit out of noexcept', 'auto f = []() noexcept { cout << "x"; exit(5); }; f();'),
  program('an exit code of main', 'cout << "a"; return 256 + 7;'),
  program('an assertion', 'cout << "a" << endl; assert(false);'),
  program('terminate', 'cout << "a" << endl; set_terminate([] { cout << "mine" << endl; abort(); }); throw 1;'),
  program('a division by zero', 'int n; cin >> n; cout << "a" << endl; cout << 7 % n;', { input: '0' }),
  program('static objects end in reverse', 'static D c{"c"}; cout << "main ";', {
    before: 'struct D { const char* n; ~D() { cout << n; } };\nD a{"a"}, b{"b"};',
  }),
  program('standard error is apart', 'cerr << "e1"; clog << "e2"; cout << "out";'),
  program('output that is not flushed', 'cout << "kept"; _Exit(0);'),
];
