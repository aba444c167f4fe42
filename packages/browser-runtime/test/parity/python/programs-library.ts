/** The parts of the library that contest programs use, and the language itself. */
import type { PythonProgram } from './program.js';

const r = String.raw;

export const LIBRARY_PROGRAMS: PythonProgram[] = [
  {
    name: 'heapq',
    code: 'import heapq\nh = [5, 1, 4]\nheapq.heapify(h)\nheapq.heappush(h, 2)\nprint([heapq.heappop(h) for _ in range(4)], heapq.nlargest(2, [3, 1, 2]), heapq.nsmallest(1, "hello"), list(heapq.merge([1, 4], [2, 3])), heapq.heappushpop([2, 3], 1))',
  },
  {
    name: "Dijkstra's algorithm",
    code: r`import sys, heapq
def main():
    data = sys.stdin.buffer.read().split()
    n, m = int(data[0]), int(data[1])
    g = [[] for _ in range(n + 1)]
    for i in range(m):
        a, b, w = map(int, data[2 + 3 * i : 5 + 3 * i])
        g[a].append((b, w))
        g[b].append((a, w))
    dist = [float("inf")] * (n + 1)
    dist[1] = 0
    q = [(0, 1)]
    while q:
        d, v = heapq.heappop(q)
        if d > dist[v]:
            continue
        for w, c in g[v]:
            if d + c < dist[w]:
                dist[w] = d + c
                heapq.heappush(q, (dist[w], w))
    print(*dist[1:])
main()`,
    input: '5 6\n1 2 4\n1 3 1\n3 2 2\n2 4 5\n3 4 8\n1 1 0\n',
  },
  {
    name: 'bisect',
    code: 'from bisect import *\na = [1, 3, 3, 5]\nprint(bisect_left(a, 3), bisect_right(a, 3), bisect(a, 9), bisect_left([(1, 2)], 1, key=lambda x: x[0]))\ninsort(a, 4)\nprint(a)',
  },
  {
    name: 'collections',
    code: 'from collections import *\nc = Counter("mississippi")\nprint(c, c.most_common(2), c["z"], +Counter(a=1, b=-1))\nd = defaultdict(list)\nd["x"].append(1)\nprint(d, OrderedDict(a=1), ChainMap({"a": 1}, {"b": 2})["b"])\nP = namedtuple("P", "x y")\nprint(P(1, 2), P(1, 2)._replace(x=5))',
  },
  {
    name: 'deque',
    code: 'from collections import deque\nq = deque([1, 2, 3], maxlen=4)\nq.appendleft(0)\nq.append(9)\nq.rotate(1)\nprint(q, q[0], q.popleft(), len(q), 9 in q)',
  },
  {
    name: 'breadth-first search on a grid',
    code: r`from collections import deque
h, w = map(int, input().split())
grid = [input() for _ in range(h)]
dist = {(0, 0): 0}
q = deque([(0, 0)])
while q:
    y, x = q.popleft()
    for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        p = (y + dy, x + dx)
        if 0 <= p[0] < h and 0 <= p[1] < w and grid[p[0]][p[1]] == "." and p not in dist:
            dist[p] = dist[y, x] + 1
            q.append(p)
print(dist.get((h - 1, w - 1), -1), len(dist))`,
    input: '3 4\n..#.\n.#..\n....\n',
  },
  {
    name: 'itertools',
    code: 'from itertools import *\nprint(list(permutations("abc", 2)), list(combinations(range(4), 2)), list(product("ab", repeat=2)), list(accumulate([1, 2, 3])), list(chain([1], [2])), list(islice(count(5), 3)), [(k, len(list(g))) for k, g in groupby("aabb")], list(zip_longest("ab", "c")), list(pairwise("abc")), list(combinations_with_replacement("ab", 2)), list(compress("abc", [1, 0, 1])), list(takewhile(lambda x: x < 3, count())))',
  },
  {
    name: 'functools',
    code: 'from functools import *\nprint(reduce(lambda a, b: a * b, [1, 2, 3, 4]), partial(pow, 2)(5), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))\n@total_ordering\nclass A:\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, o):\n        return self.x == o.x\n    def __lt__(self, o):\n        return self.x < o.x\nprint(A(1) <= A(2), A(3) > A(2))',
  },
  {
    name: 'cached_property and singledispatch',
    code: 'from functools import cached_property, singledispatch\nclass A:\n    @cached_property\n    def v(self):\n        print("once")\n        return 7\na = A()\nprint(a.v, a.v)\n@singledispatch\ndef f(x):\n    return "any"\n@f.register\ndef _(x: int):\n    return "int"\nprint(f(1), f("a"))',
  },
  {
    name: 'decimal',
    code: 'from decimal import *\ngetcontext().prec = 50\nprint(Decimal(1) / Decimal(7), Decimal("0.1") + Decimal("0.2"), Decimal(2).sqrt(), Decimal("1.25").quantize(Decimal("0.1"), ROUND_HALF_UP), Decimal("1E+5"), getcontext().prec)',
  },
  { name: 'decimal errors', code: 'from decimal import *\nprint(Decimal("x"))' },
  {
    name: 'fractions',
    code: 'from fractions import Fraction\nprint(Fraction(3, 6) + Fraction("0.25"), Fraction(0.5), Fraction(22, 7).limit_denominator(3), sum(Fraction(1, k) for k in range(1, 30)))',
  },
  {
    name: 're',
    code: r`import re
print(re.findall(r"\d+", "a1b22c333"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.split(r"[,;]\s*", "a, b;c"), re.fullmatch(r"[a-z]+", "abc"), re.search("(?P<y>\\d{4})", "in 2024").group("y"), bool(re.match("é", "É", re.I)), re.escape("a.b"))`,
  },
  {
    name: 'random with a seed',
    code: 'import random\nrandom.seed(42)\na = list(range(10))\nrandom.shuffle(a)\nprint(a, random.random(), random.randint(1, 10 ** 18), random.choice("abc"), random.sample(range(100), 5), random.uniform(1, 2), random.choices("ab", k=5), random.getrandbits(70), random.randrange(0, 100, 7))\nrandom.seed("text")\nprint(random.random())',
  },
  { name: 'random without a seed', code: 'import random\nprint(random.random())', isRandom: true },
  {
    name: 'datetime',
    code: 'from datetime import *\nd = datetime(2024, 2, 28, 23, 59) + timedelta(minutes=2)\nprint(d, d.isoformat(), d.strftime("%Y-%m-%d %H:%M %A %j"), date(2024, 3, 1).weekday(), (date(2024, 12, 25) - date(2024, 1, 1)).days, datetime.strptime("01/02/2023", "%d/%m/%Y"), datetime.fromtimestamp(86400 * 365), timezone.utc)',
  },
  {
    name: 'time in UTC',
    code: 'import time\nprint(time.gmtime(0)[:6], time.localtime(10 ** 9)[:9], time.mktime((2001, 9, 9, 1, 46, 40, 0, 0, 0)), time.timezone, time.tzname)',
  },
  {
    name: 'calendar',
    code: 'import calendar\nprint(calendar.monthrange(2024, 2), calendar.isleap(1900))\nprint(calendar.month(2024, 5))',
  },
  {
    name: 'string',
    code: 'import string\nprint(string.ascii_lowercase, string.digits, string.punctuation, string.Template("$a-$b").substitute(a=1, b=2))',
  },
  {
    name: 'copy',
    code: 'import copy\na = [[1], [2]]\nb, c = copy.copy(a), copy.deepcopy(a)\na[0].append(9)\nprint(a, b, c)',
  },
  {
    name: 'typing',
    code: 'from typing import *\nT = TypeVar("T")\nclass Box(Generic[T]):\n    def __init__(self, v: T) -> None:\n        self.v = v\ndef f(x: Optional[int], y: "List[str]") -> Dict[str, int]:\n    return {}\nprint(Box[int](3).v, f(None, []), get_type_hints(f), Union[int, str])',
  },
  {
    name: 'dataclasses',
    code: 'from dataclasses import dataclass, field, astuple, replace\n@dataclass(order=True, frozen=True)\nclass P:\n    x: int\n    y: int = 0\n    tags: list = field(default_factory=list, compare=False)\nprint(P(1), P(1) < P(2), astuple(P(3, 4)), replace(P(1), y=7), P(1, 2) == P(1, 2))\nP(1).x = 5',
  },
  {
    name: 'enum',
    code: 'from enum import Enum, IntEnum, Flag, auto\nclass C(Enum):\n    RED = 1\n    BLUE = auto()\nclass F(Flag):\n    A = auto()\n    B = auto()\nprint(C.RED, C(2), [c.name for c in C], F.A | F.B, repr(C.RED))',
  },
  {
    name: 'json',
    code: 'import json\nprint(json.dumps({"a": [1, 2.5, None, True], "é": "\\n"}, sort_keys=True), json.dumps([1], indent=2), json.loads(\'{"x": [1e3, "\\\\u00e9"]}\'))\njson.loads("{")',
  },
  {
    name: 'statistics',
    code: 'import statistics as s\nprint(s.mean([1, 2, 4]), s.median([3, 1, 2]), s.mode("aab"), s.pstdev([1, 2, 3, 4]), s.variance([1, 2, 3]))',
  },
  {
    name: 'operator',
    code: 'from operator import itemgetter, attrgetter, mul\nprint(sorted([(2, "a"), (1, "b")], key=itemgetter(1)), mul(3, 4), attrgetter("real")(5))',
  },
  {
    name: 'io',
    code: 'import io, sys\nsys.stdin = io.StringIO("5\\n6\\n")\nprint(input(), sys.stdin.readline())\nb = io.BytesIO(b"abc")\nprint(b.read(2), b.tell())',
  },
  {
    name: 'contextlib',
    code: 'from contextlib import contextmanager, suppress\n@contextmanager\ndef c():\n    print("in")\n    yield 5\n    print("out")\nwith c() as x, suppress(ZeroDivisionError):\n    print(x)\n    1 / 0',
  },
  {
    name: 'queue',
    code: 'from queue import Queue, PriorityQueue, LifoQueue\nq = PriorityQueue()\nfor x in (3, 1, 2):\n    q.put(x)\nprint(q.get(), q.qsize(), q.empty())\ns = LifoQueue()\ns.put(1)\ns.put(2)\nprint(s.get())',
  },
  {
    name: 'textwrap and pprint',
    code: 'import textwrap, pprint\nprint(textwrap.fill("the quick brown fox jumps", 10), textwrap.dedent("  a\\n  b"))\npprint.pprint({"b": [1] * 30, "a": "x" * 50})',
  },
  {
    name: 'hashlib and zlib',
    code: 'import hashlib, zlib, base64\nprint(hashlib.md5(b"a").hexdigest(), hashlib.sha256(b"a").hexdigest()[:20], zlib.crc32(b"hello"), base64.b64encode(b"hello"))',
  },
  {
    name: 'abc and numbers',
    code: 'from abc import ABC, abstractmethod\nimport numbers\nclass A(ABC):\n    @abstractmethod\n    def f(self): ...\nprint(isinstance(3, numbers.Integral))\nA()',
  },
  {
    name: 'eval and exec',
    code: 'print(eval(input()), eval("[i * i for i in range(4)]"))\nexec("x = 5\\nprint(x)")',
    input: '(1 + 2) * 3\n',
  },
  { name: 'ast.literal_eval', code: 'import ast\nprint(ast.literal_eval("[1, (2, 3), {\'a\': None}]"))' },
  {
    name: 'pattern matching',
    code: 'def f(x):\n    match x:\n        case [a, b, *rest]:\n            return a, b, rest\n        case {"k": v}:\n            return v\n        case int() | float() if x > 5:\n            return "big"\n        case str(s):\n            return s\n        case _:\n            return None\nprint([f(v) for v in ([1, 2, 3], {"k": 9}, 7, 1, "t")])',
  },
  {
    name: 'comprehensions and generators',
    code: 'g = (x * x for x in range(5))\nprint(next(g), list(g), {x: y for x, y in zip("ab", [1, 2])}, sorted({x % 3 for x in range(9)}), [[i * j for j in range(3)] for i in range(3)])\ndef gen():\n    r = yield 1\n    print("got", r)\n    yield 2\nh = gen()\nprint(next(h), h.send("x"))',
  },
  {
    name: 'assignment expressions and star arguments',
    code: 'def f(a, /, b, *args, c=3, **kw):\n    return a, b, args, c, kw\nprint(f(1, 2, 3, c=4, d=5), (n := 10) + n, *[1, 2], **{"sep": "-"})\nfirst, *mid, last = range(5)\nprint(first, mid, last)',
  },
  {
    name: 'classes',
    code: 'class A:\n    n = 0\n    def __init_subclass__(cls, **kw):\n        A.n += 1\n    def __repr__(self):\n        return f"{type(self).__name__}()"\n    def __add__(self, o):\n        return "sum"\n    @property\n    def p(self):\n        return 1\n    @staticmethod\n    def s():\n        return 2\n    @classmethod\n    def c(cls):\n        return cls.__name__\nclass B(A):\n    def __init__(self):\n        super().__init__()\nprint(B(), A() + 1, A().p, A.s(), B.c(), A.n, B.__mro__)',
  },
  {
    name: 'closures',
    code: 'def counter():\n    n = 0\n    def inc():\n        nonlocal n\n        n += 1\n        return n\n    return inc\nc = counter()\nprint(c(), c(), [f() for f in [lambda i=i: i for i in range(3)]], [f() for f in [lambda: i for i in range(3)]])',
  },
  {
    name: 'decorators',
    code: 'import functools\ndef twice(f):\n    @functools.wraps(f)\n    def g(*a):\n        return f(*a), f(*a)\n    return g\n@twice\ndef h(x):\n    "doc"\n    return x\nprint(h(1), h.__name__, h.__doc__)',
  },
  {
    name: 'sorting',
    code: 'a = [(i * 7919 % 101, i) for i in range(200)]\na.sort(key=lambda t: (-t[0], t[1]))\nprint(a[:10], sorted("hello", reverse=True), sorted([True, 0, 2.5]))\nprint(sorted([1, "a"]))',
  },
  {
    name: 'slices',
    code: 'a = list(range(10))\na[2:5] = [0]\ndel a[::3]\nprint(a, a[-3:], a[::-1], "hello"[1:-1:2], a[:10 ** 12], a[-(10 ** 12):])',
  },
  {
    name: 'dictionaries',
    code: 'd = {i: i * i for i in range(5)}\nd.pop(2)\nd[2] = "again"\nprint(d, d | {9: 1}, list(d.items())[-1], d.setdefault(7, []), dict(sorted(d.items(), key=str)), d.get(100))\nfor k in d:\n    d[k + 100] = 1',
  },
  {
    name: 'a million steps',
    code: 'n = 1000000\nsieve = bytearray([1]) * (n + 1)\nsieve[0] = sieve[1] = 0\nfor i in range(2, int(n ** 0.5) + 1):\n    if sieve[i]:\n        sieve[i * i :: i] = bytes(len(range(i * i, n + 1, i)))\nprint(sum(sieve))',
  },
  {
    name: 'dynamic programming',
    code: r`MOD = 10 ** 9 + 7
n, k = map(int, input().split())
dp = [1] + [0] * n
for c in range(1, k + 1):
    for s in range(c, n + 1):
        dp[s] = (dp[s] + dp[s - c]) % MOD
print(dp[n])`,
    input: '2000 300\n',
  },
  {
    name: 'matrix power',
    code: r`def mul(a, b, m):
    return [[sum(x * y for x, y in zip(r, c)) % m for c in zip(*b)] for r in a]
def power(a, n, m):
    result = [[int(i == j) for j in range(len(a))] for i in range(len(a))]
    while n:
        if n & 1:
            result = mul(result, a, m)
        a = mul(a, a, m)
        n >>= 1
    return result
print(power([[1, 1], [1, 0]], 10 ** 18, 10 ** 9 + 7)[0][1])`,
  },
  {
    name: 'a class with its own hash',
    code: 'class P:\n    def __init__(self, x):\n        self.x = x\n    def __hash__(self):\n        return hash(self.x)\n    def __eq__(self, o):\n        return self.x == o.x\nd = {P(1): "a", P(2): "b"}\nprint(d[P(2)], P(3) in d, len({P(1), P(1)}))',
  },
  {
    name: 'what a judge is known by',
    code: 'import os, sys\nprint(os.environ.get("ONLINE_JUDGE"), sys.argv, __name__, __file__, sys.platform, os.getcwd(), os.name, sys.version_info[:2])',
  },
  {
    name: 'gc and weakref',
    code: 'import gc, weakref\ngc.disable()\nclass A: pass\na = A()\nw = weakref.ref(a)\ndel a\nprint(w(), gc.isenabled())',
  },
  {
    name: 'sleeping',
    code: 'import time\nstart = time.perf_counter()\ntime.sleep(0.05)\nprint(time.perf_counter() - start >= 0.05, time.time() > 1e9)',
  },
];
