/** Ways to end, and recursion. */
import type { PythonProgram } from './program.js';

const DEEP = 'import sys\nsys.setrecursionlimit(10 ** 6)\n';

export const ERROR_PROGRAMS: PythonProgram[] = [
  { name: 'ZeroDivisionError', code: 'def f(x):\n    return 10 / x\n\nprint(f(2))\nprint(f(0))' },
  { name: 'IndexError', code: 'a = [1, 2, 3]\nprint(a[3])' },
  { name: 'KeyError', code: 'd = {"a": 1}\nprint(d["b"])' },
  { name: 'ValueError of a bad input', code: 'a, b = map(int, input().split())', input: '1 x\n' },
  { name: 'ValueError of unpacking', code: 'a, b = input().split()', input: '1 2 3\n' },
  { name: 'TypeError', code: 'print("1" + 1)' },
  { name: 'AttributeError', code: 'print([].push(1))' },
  { name: 'AttributeError with a suggestion', code: 'class A:\n    value = 1\nprint(A().vale)' },
  { name: 'NameError with a suggestion', code: 'number = 5\nprint(numbr)' },
  { name: 'UnboundLocalError', code: 'x = 1\ndef f():\n    print(x)\n    x = 2\nf()' },
  { name: 'AssertionError', code: 'assert 1 + 1 == 3, "arithmetic"' },
  { name: 'StopIteration', code: 'next(iter([]))' },
  { name: 'UnicodeEncodeError', code: 'print("é".encode("ascii"))' },
  { name: 'an error of its own', code: 'class Bad(Exception):\n    pass\n\nraise Bad("very", 1)' },
  {
    name: 'an error that causes another',
    code: 'try:\n    int("x")\nexcept ValueError as e:\n    raise RuntimeError("worse") from e',
  },
  { name: 'an error while another is handled', code: 'try:\n    1 / 0\nexcept ZeroDivisionError:\n    [][1]' },
  { name: 'a group of errors', code: 'raise ExceptionGroup("all", [ValueError("a"), TypeError("b")])' },
  {
    name: 'except*',
    code: 'try:\n    raise ExceptionGroup("g", [ValueError(1), KeyError(2)])\nexcept* ValueError as e:\n    print("value", e.exceptions)\nexcept* KeyError as e:\n    print("key", e.exceptions)',
  },
  { name: 'a note on an error', code: 'e = ValueError("x")\ne.add_note("look here")\nraise e' },
  {
    name: 'a marked operator in a traceback',
    code: 'def f(a, b):\n    return (a["x"] + 1) * b["y"]["z"]\nf({"x": 1}, {"y": None})',
  },
  { name: 'finally runs before the end', code: 'try:\n    print("a")\n    1 / 0\nfinally:\n    print("b")' },
  {
    name: 'output before a crash',
    code: 'for i in range(5):\n    print(i)\nraise SystemError("end")',
    leftToServer: /surroundings/,
  },
  { name: 'sys.exit()', code: 'import sys\nprint("a")\nsys.exit()\nprint("b")' },
  { name: 'sys.exit(3)', code: 'import sys\nsys.exit(3)' },
  { name: 'sys.exit of a text', code: 'import sys\nsys.exit("no solution")' },
  {
    name: 'sys.exit in a function',
    code: 'import sys\ndef f():\n    try:\n        sys.exit(0)\n    except Exception:\n        print("not caught")\n    finally:\n        print("finally")\nf()',
  },
  { name: 'exit()', code: 'print(1)\nexit()\nprint(2)' },
  { name: 'quit(2)', code: 'quit(2)' },
  { name: 'raise SystemExit', code: 'raise SystemExit(256 + 7)' },
  { name: 'a negative exit code', code: 'import sys\nsys.exit(-1)' },
  { name: 'os._exit loses what was not flushed', code: 'import os\nprint("lost")\nos._exit(4)' },
  { name: 'atexit', code: 'import atexit\natexit.register(print, "last")\nprint("first")' },
  {
    name: 'a destructor at the end',
    code: 'class A:\n    def __del__(self):\n        print("gone")\na = A()\nprint("here")',
  },
  {
    name: 'a hook for uncaught errors',
    code: 'import sys\nsys.excepthook = lambda kind, value, trace: print("hook", kind.__name__, value)\n1 / 0',
  },
  {
    name: 'a traceback that is printed',
    code: 'import traceback\ntry:\n    {}["x"]\nexcept KeyError:\n    traceback.print_exc()\n    print(traceback.format_exc().count("\\n"))',
  },
  { name: 'a warning', code: 'import warnings\nwarnings.warn("careful")\nprint(1 is 1)' },
  { name: 'a syntax error', code: 'for i in range(3)\n    print(i)', leftToServer: /syntax/ },
  { name: 'a tab among spaces', code: 'if True:\n        x = 1\n\ty = 2', leftToServer: /syntax/ },
  { name: 'a quote inside an f-string, new in 3.12', code: 'd = {"a": 1}\nprint(f"{d["a"]}")', leftToServer: /syntax/ },
  {
    name: 'type parameters, new in 3.12',
    code: 'def first[T](xs: list[T]) -> T:\n    return xs[0]\nprint(first([1]))',
    leftToServer: /syntax/,
  },
  {
    name: 'itertools.batched, new in 3.12',
    code: 'from itertools import batched\nprint(list(batched("abcde", 2)))',
    leftToServer: /surroundings/,
  },
  { name: 'print as in Python 2', code: 'print "hello"', leftToServer: /syntax/ },
  { name: 'the default depth is exceeded', code: 'def f(n):\n    return 1 + f(n + 1)\nf(0)' },
  { name: 'just within the default depth', code: 'def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nprint(f(994))' },
  {
    name: 'where the default depth ends',
    code: 'depth = 0\ndef f():\n    global depth\n    depth += 1\n    f()\ntry:\n    f()\nexcept RecursionError as e:\n    print(depth, e)',
  },
  {
    name: 'recursion of 100,000',
    code: `${DEEP}def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nprint(f(100000))`,
  },
  {
    name: 'depth-first search of a long path',
    code: `${DEEP}n = int(input())\ng = [[i + 1] if i + 1 < n else [] for i in range(n)]\nsize = [1] * n\ndef dfs(v):\n    for w in g[v]:\n        dfs(w)\n        size[v] += size[w]\ndfs(0)\nprint(size[0])`,
    input: '50000\n',
  },
  {
    name: 'the thread that programs start for a larger stack',
    code: `import sys, threading\nsys.setrecursionlimit(10 ** 7)\nthreading.stack_size(2 ** 27)\ndef main():\n    def f(n):\n        return 0 if n == 0 else 1 + f(n - 1)\n    print(f(int(input())), threading.current_thread().name)\nt = threading.Thread(target=main)\nt.start()\nt.join()\nprint(t.is_alive(), threading.current_thread().name)`,
    input: '30000\n',
  },
  {
    name: 'an error in that thread',
    code: 'import threading\ndef main():\n    print("a")\n    raise ValueError("in a thread")\nt = threading.Thread(target=main)\nt.start()\nt.join()\nprint("b")',
  },
  {
    name: 'sys.exit in that thread',
    code: 'import sys, threading\nt = threading.Thread(target=lambda: sys.exit(5))\nt.start()\nt.join()\nprint("fine")',
  },
  {
    name: 'two threads',
    code: 'import threading\nts = [threading.Thread(target=print, args=(i,)) for i in range(2)]\nfor t in ts:\n    t.start()\n    t.join()',
    leftToServer: /threads/,
  },
  {
    name: 'cached recursion of 300',
    code: 'from functools import lru_cache\n@lru_cache(maxsize=None)\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nprint(fib(300), fib.cache_info())',
  },
  {
    name: 'cached recursion of 20,000',
    code: `${DEEP}from functools import cache\n@cache\ndef f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nprint(f(20000))`,
    leftToServer: /deep recursion/,
  },
  {
    name: 'recursion through sorted',
    code: `${DEEP}def f(n):\n    return sorted([n], key=lambda x: f(n - 1) if n else 0)[0]\nprint(f(30000))`,
    leftToServer: /deep recursion/,
  },
  {
    name: 'generators inside generators',
    code: `${DEEP}def g(n):\n    if n:\n        yield from g(n - 1)\n    yield n\nprint(sum(g(30000)))`,
    leftToServer: /deep recursion/,
  },
  { name: 'a list in itself', code: 'a = []\na.append(a)\nprint(a, a == a)' },
  {
    name: 'a deep list cannot be shown',
    code: 'a = []\nfor _ in range(5000):\n    a = [a]\nprint(len(repr(a)))',
  },
  {
    name: 'a list too long for memory',
    code: 'a = []\nwhile True:\n    a.append([0] * 100000)',
    leftToServer: /memory/,
  },
  {
    name: 'MemoryError that is caught',
    code: 'try:\n    a = [0] * (10 ** 9)\nexcept MemoryError:\n    print("too much")',
    leftToServer: /./,
  },
  { name: 'a file that is not there', code: 'open("input.txt")', leftToServer: /file/ },
  { name: 'writing a file', code: 'open("out.txt", "w").write("x")', leftToServer: /file/ },
  { name: 'a package', code: 'import numpy as np\nprint(np.zeros(3))', leftToServer: /import numpy/ },
  {
    name: 'a package that is done without',
    code: 'try:\n    import sortedcontainers\nexcept ImportError:\n    print("none")',
    leftToServer: /import/,
  },
  {
    name: 'asyncio',
    code: 'import asyncio\nasync def main():\n    print(1)\nasyncio.run(main())',
    leftToServer: /import asyncio/,
  },
  {
    name: 'subprocess',
    code: 'import subprocess\nprint(subprocess.run(["true"]).returncode)',
    leftToServer: /import subprocess/,
  },
  { name: 'os.system', code: 'import os\nprint(os.system("true"))', leftToServer: /system/ },
  { name: 'os.fork', code: 'import os\nprint(os.fork() >= 0)', leftToServer: /./ },
  {
    name: 'multiprocessing',
    code: 'from multiprocessing import Pool\nprint(Pool)',
    leftToServer: /import multiprocessing/,
  },
  { name: 'a signal', code: 'import os, signal\nos.kill(os.getpid(), signal.SIGKILL)', leftToServer: /./ },
];
