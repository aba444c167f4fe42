/** Numbers and texts: where 32 bits, another C library or another table of characters would show. */
import type { PythonProgram } from './program.js';

const r = String.raw;

export const NUMBER_PROGRAMS: PythonProgram[] = [
  { name: 'big powers', code: 'print(2 ** 1000, (-3) ** 333, pow(7, 10 ** 18, 10 ** 9 + 7), pow(3, -1, 7))' },
  { name: 'factorial of 1000', code: 'import math\nprint(math.factorial(1000))' },
  {
    name: 'floor division and modulo',
    code: 'print(-7 // 2, -7 % 2, 7 // -2, 7 % -2, divmod(-7, 3), -7.5 // 2, -7.5 % 2)',
  },
  {
    name: 'bits',
    code: 'x = 2 ** 64 - 1\nprint(~x, x >> 63, x << 70, x & 0xF0F0, x ^ 1, x.bit_length(), x.bit_count(), bin(-5))',
  },
  {
    name: 'word boundaries',
    code: 'for k in (31, 32, 62, 63, 64):\n    print(2 ** k - 1, 2 ** k, -(2 ** k), hex(2 ** k), int(2.0 ** k))',
  },
  {
    name: 'sys.maxsize',
    code: 'import sys\nbest = sys.maxsize\nfor x in [5 * 10 ** 9, 3]:\n    best = min(best, x)\nprint(best, sys.maxsize)',
  },
  {
    name: 'integer square roots',
    code: 'import math\nfor n in (10 ** 18, 10 ** 18 - 1, 2 ** 63, 10 ** 40 + 1):\n    print(math.isqrt(n))',
  },
  {
    name: 'gcd, lcm, comb, perm',
    code: 'import math\nprint(math.gcd(12, 18, 30), math.lcm(4, 6, 10), math.comb(100, 50), math.perm(20, 10))',
  },
  { name: 'text of a large number', code: 'print(len(str(10 ** 4299)))\nx = int("9" * 4300)\nprint(x % 97)' },
  { name: 'text of a very large number', code: 'print(str(10 ** 5000))\nprint(int("7" * 6000) % 1000007)' },
  {
    name: 'conversions',
    code: 'print(int("0x1f", 16), int(" -12 "), int("1_000"), int("z", 36), oct(8), 0b101, float("1e5"), int(1e20))',
  },
  { name: 'a bad integer', code: 'print(int("12a"))' },
  {
    name: 'float representation',
    code: 'print(0.1 + 0.2, 1e16, 1e15, 1e-5, 0.0001, 123456789.123, 1 / 3, 2 / 3, 100.0, -0.0, 5e-324, 1.7976931348623157e308)',
  },
  {
    name: 'float formatting',
    code: 'x = 3.14159265358979\nprint("%.2f %5.1f|%-8.3f|%+d %e %g" % (x, x, x, 5, x, x), f"{x:.3f} {x:10.2f} {x:<10.2f}| {1e10:,.2f} {0.00001:g} {x:.0f}")',
  },
  {
    name: 'rounding',
    code: 'print(round(0.5), round(1.5), round(2.5), round(2.675, 2), round(1234.5678, -2), round(-0.5), round(1e300), "%.0f" % 0.5)',
  },
  {
    name: 'infinities and NaN',
    code: 'i = float("inf")\nprint(i, -i, i - i, i > 10 ** 400, float("nan") == float("nan"), min(i, 3), max([-i, 2]))',
  },
  { name: 'sum of floats', code: 'print(sum([0.1] * 10), sum([1e16, 1.0, -1e16]), sum(i / 10 for i in range(100)))' },
  {
    name: 'fsum and prod',
    code: 'import math\nprint(math.fsum([0.1] * 10), math.prod(range(1, 25)), math.ceil(-1.5), math.floor(-1.5), math.trunc(-1.5))',
  },
  {
    name: 'math to six digits',
    code: 'import math\nfor k in range(1, 40):\n    x = k * 0.37\n    print(f"{math.sin(x):.6f} {math.cos(x):.6f} {math.tan(x):.4f} {math.exp(x):.6e} {math.log(x):.6f} {x ** 0.5:.6f} {math.atan2(x, 2):.6f}")',
  },
  {
    name: 'math to the last digit',
    code: 'import math\nprint(math.sin(1.1), math.exp(2.3))',
    leftToServer: /last digit/,
  },
  { name: 'a cube root', code: 'print(int(64 ** (1 / 3)), 27 ** 0.3333)', leftToServer: /fractional power/ },
  { name: 'digits by log10', code: 'import math\nprint(int(math.log10(1000)) + 1)', leftToServer: /log10/ },
  {
    name: 'logarithms to the last digit',
    code: 'import math\nprint(*(math.log(k) for k in range(2, 200)), math.log2(1000), math.log(81, 3))',
  },
  {
    name: 'square roots to the last digit',
    code: 'import math\nprint(*(math.sqrt(k) for k in range(2, 200)), math.hypot(3, 4), math.dist((0, 0), (1, 2)))',
  },
  {
    name: 'complex numbers',
    code: 'z = (1 + 2j) * (3 - 1j)\nprint(z, abs(3 + 4j), z.conjugate(), z.real, (1j) * (1j))',
  },
  {
    name: 'number formats',
    code: 'print(f"{255:08b} {255:x} {255:#o} {1234567:,} {1234567:_} {-5:+} {5:^7}| {5:>03} {12:e} {0.5:%} {1e6:n}")',
  },
  { name: 'str.format', code: 'print("{0} {1:>5} {name!r:^10} {2[1]} {3.real}".format(1, "ab", [3, 4], 5, name="x"))' },
  {
    name: 'ranges',
    code: 'print(list(range(10, 0, -3)), len(range(0, 10 ** 9, 7)), 10 ** 12 in range(0, 10 ** 13, 2), range(5)[-1], range(10)[2:8:3])',
  },
  { name: 'a range beyond 32 bits', code: 'n = 0\nfor i in range(10 ** 10, 10 ** 10 + 5):\n    n += i\nprint(n)' },
  { name: 'the length of a huge range', code: 'print(len(range(10 ** 10)))', leftToServer: /C type/ },
  {
    name: 'bisect over a huge range',
    code: 'import bisect\nprint(bisect.bisect_left(range(10 ** 12), 10 ** 20, key=lambda x: x * x))',
    leftToServer: /C type/,
  },
  {
    name: 'an overflow that is caught',
    code: 'try:\n    [0] * (10 ** 15)\nexcept (MemoryError, OverflowError) as e:\n    print(type(e).__name__)',
    leftToServer: /./,
  },
  { name: 'math range error', code: 'import math\nprint(math.exp(1000))', leftToServer: /C type/ },
  { name: 'hash of a tuple', code: 'print(hash((1, 2)) % 100)', leftToServer: /hash/ },
  { name: 'a set of small numbers', code: 'print({5, 3, 99, 1000, -7, 12345678}, set(range(20, 0, -1)), {True, 2})' },
  {
    name: 'a set that grows and shrinks',
    code: 's = set()\nfor i in range(5000):\n    s.add(i * 7919 % 10007)\n    if i % 3 == 0:\n        s.pop()\nprint(list(s)[:50], len(s))',
  },
  { name: 'a set of large numbers', code: 'print({10 ** 10, 10 ** 12, 5})', leftToServer: /order of a set/ },
  {
    name: 'a set of tuples in order',
    code: 'for x, y in {(1, 2), (3, 4), (0, 0)}:\n    print(x, y)',
    leftToServer: /order of a set/,
  },
  {
    name: 'a set of tuples, only asked',
    code: 'seen = {(0, 0)}\nfor i in range(100):\n    seen.add((i % 7, i % 5))\nprint(len(seen), (3, 3) in seen, (9, 9) in seen)',
  },
  {
    name: 'sets of anything, sorted at once',
    code: 'a = {(2, 1), (1, 5), (1, 2)}\nprint(sorted(a), min(a), max(a), sorted({10 ** 18, 5, -(10 ** 12)}, reverse=True))',
  },
  {
    name: 'a set sorted by a key',
    code: 'print(sorted({(2, 1), (1, 5), (1, 2)}, key=lambda p: p[0]))',
    leftToServer: /order of a set/,
  },
  {
    name: 'a set sorted, then walked',
    code: 'a = {(2, 1), (1, 5)}\nprint(sorted(a))\nfor p in a:\n    print(p)',
    leftToServer: /order of a set/,
  },
  { name: 'a set of floats', code: 'print({0.5, 0.25, 1.75})', leftToServer: /order of a set/ },
  { name: 'a sorted set of texts', code: 'print(sorted({"b", "a", "c"}), sorted(set("mississippi")))' },
  { name: 'array of C longs', code: 'from array import array\nprint(array("l", [1, 2]).itemsize)', leftToServer: /./ },
  {
    name: 'array of fixed sizes',
    code: 'from array import array\na = array("q", [2 ** 62, -1])\nb = array("i", range(5))\na.append(7)\nprint(a, b, a.tobytes()[:8], array("d", [0.5]))',
  },
  {
    name: 'struct',
    code: 'import struct\nprint(struct.pack("<iqd", 1, 2, 0.5), struct.unpack(">I", b"\\0\\0\\1\\0"))',
  },
  {
    name: 'bytes of numbers',
    code: 'print((10 ** 12).to_bytes(8, "big"), int.from_bytes(b"\\x01\\x02", "little"), (255).to_bytes(1, "big", signed=False))',
  },
  {
    name: 'Unicode',
    code: 's = "naïve Ünïcødé 日本語 🎉 e\\u0301"\nprint(len(s), s.upper(), s[::-1], s.encode("utf-8"), s.casefold(), [ord(c) for c in s[-3:]])',
  },
  {
    name: 'Unicode tables',
    code: r`import unicodedata
for c in "é½Ⅷ٣ßǅ":
    print(c.isalpha(), c.isdigit(), c.isnumeric(), c.upper(), c.title(), unicodedata.name(c), unicodedata.normalize("NFD", c).encode("unicode_escape"))`,
  },
  {
    name: 'Unicode input',
    code: 's = input()\nprint(len(s), sorted(s), s.split(), s.isalnum())',
    input: 'héllo wörld 😀\n',
  },
  { name: 'lone surrogates cannot be printed', code: 'print("\\ud800" + "x")' },
  {
    name: 'text methods',
    code: 's = "  The quick brown fox  "\nprint(s.strip().title(), s.split(), s.find("quick"), s.replace("o", "0"), s.strip().center(30, "*"), "a,b,,c".split(","), "x".zfill(3), s.partition("quick"))',
  },
  {
    name: 'translate and maketrans',
    code: 't = str.maketrans("abc", "xyz", "d")\nprint("abcd aabb".translate(t), "%s|%r|%5s|%-5s|" % ("a", "b", "c", "d"), "a\\tb".expandtabs(4))',
  },
  { name: 'escapes in repr', code: r`print(repr("a'b\"c\n\t\\ \x00 \x7f é \u200b"), ascii("é"), repr(b"\xff'"))` },
  {
    name: 'comparisons of texts',
    code: 'print(sorted(["Zebra", "apple", "Äpfel", "zoo", "10", "9"]), "a" < "B", max("abcXYZ"), sorted("aAbB", key=str.lower))',
  },
];
