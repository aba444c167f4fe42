/** Programs that look at what an interpreter that was started ahead could get wrong; `[what they do, code]`. */
export const PYTHON_PROGRAMS: [string, string][] = [
  ['print', 'print(1, "é", sep="|")'],
  ['print nothing', ''],
  ['read all of standard input', 'import sys\nprint(sum(map(int, sys.stdin.read().split())))'],
  ['read by input()', 'print(input()[::-1])\ntry:\n    while True: input()\nexcept EOFError as e: print(repr(e))'],
  ['read bytes', 'import sys\nprint(sys.stdin.buffer.readline(), sys.stdin.buffer.read())'],
  ['read descriptor 0', 'import os\nprint(os.read(0, 5), os.fstat(0).st_size > 0)'],
  ['open(0)', 'print(open(0).read().split())'],
  ['open /dev/stdin', 'print(open("/dev/stdin").read().split())'],
  ['iterate over standard input', 'import sys\nfor i, line in enumerate(sys.stdin): print(i, line, end="")'],
  ['read with fileinput', 'import fileinput\nfor line in fileinput.input(): print(line.strip())'],
  [
    'look at the streams',
    'import sys\nfor s in (sys.stdin, sys.stdout, sys.stderr, sys.__stdin__, sys.__stdout__, sys.__stderr__):\n    print(repr(s), s.encoding, s.errors, s.newlines, s.line_buffering, s.write_through, s.isatty(), s.fileno(), s.name, s.mode, s.buffer.name, s.buffer.raw.mode, s.seekable(), s.closed)',
  ],
  [
    'are the same streams',
    'import sys\nprint(sys.stdin is sys.__stdin__, sys.stdout is sys.__stdout__, sys.stderr is sys.__stderr__)',
  ],
  ['seek in standard input', 'import sys\nprint(sys.stdin.readline()); sys.stdin.seek(0); print(sys.stdin.read())'],
  ['fail deep inside', 'def f(n):\n    if n == 0: raise ValueError("bad é")\n    f(n - 1)\nf(3)'],
  ['fail in a chain', 'try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise KeyError("x") from e'],
  ['fail in an expression', 'def g(x):\n    return x["a"]["b"]\nprint(g({"a": {}}) + 1)'],
  ['fail with notes and groups', 'e = ValueError("v")\nif hasattr(e, "add_note"): e.add_note("a note")\nraise e'],
  ['fail in eval', 'eval("1 +")'],
  ['fail in exec', 'exec("def f():\\n  return x\\nf()")'],
  ['fail by a syntax error', 'print("never")\nif True print(1)\n'],
  ['fail by an indentation', 'def f():\nprint(1)\n'],
  ['fail by a recursion without end', 'def f(n): return f(n + 1)\nf(0)'],
  [
    'count the depth of a recursion',
    'import sys\nd = 0\ndef f():\n    global d\n    d += 1\n    f()\ntry: f()\nexcept RecursionError: print(d, sys.getrecursionlimit())',
  ],
  ['recurse in C', 'x = []\nfor _ in range(100000): x = [x]\ntry: repr(x)\nexcept RecursionError as e: print(e)'],
  [
    'go deep in a raised limit',
    'import sys\nsys.setrecursionlimit(10**6)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(50000))',
  ],
  [
    'look at their frames',
    'import sys, traceback\nf = sys._getframe()\nprint(f.f_back, f.f_code.co_name, f.f_code.co_filename == __file__, f.f_globals is globals())\ntraceback.print_stack()',
  ],
  [
    'look at __main__',
    'import sys\nm = sys.modules["__main__"]\nprint(list(m.__dict__), __name__, __doc__, __package__, __spec__, __annotations__, __cached__)\nprint(m.__dict__ is globals(), type(__loader__), __loader__.name, __loader__.path == __file__, __builtins__)',
  ],
  [
    'look at sys',
    'import sys\nprint(sys.argv, sys.orig_argv[1:], sys.path, sys.flags, sys.executable, sys.prefix, sys._xoptions, sys.warnoptions, sys.dont_write_bytecode, sys.hash_info.algorithm)\nprint(sys.getfilesystemencoding(), sys.getdefaultencoding(), sys.platlibdir, sys.byteorder, sys.implementation.name, sys.is_finalizing())',
  ],
  ['look at the environment', 'import os\nprint(sorted(os.environ.items()), os.getcwd())'],
  ['look at the environment in C', 'print([w for w in open("/proc/self/environ").read().split("\\0") if w])'],
  [
    'look at their command line',
    'print(open("/proc/self/cmdline").read().split("\\0"), open("/proc/self/comm").read())',
  ],
  ['look at their descriptors', 'import os\nprint(sorted(os.listdir("/proc/self/fd")))'],
  [
    'look at signals',
    'import signal\nprint([(s, signal.getsignal(s)) for s in sorted(signal.valid_signals()) if signal.getsignal(s) not in (signal.SIG_DFL, None)], signal.pthread_sigmask(signal.SIG_BLOCK, []))',
  ],
  [
    'look at locale',
    'import locale, sys\nprint(locale.getlocale(), locale.getpreferredencoding(), locale.setlocale(locale.LC_ALL), sys.flags.utf8_mode)',
  ],
  ['exit with 3', 'import sys\nsys.exit(3)'],
  ['exit with nothing', 'import sys\nprint("x")\nsys.exit()'],
  ['exit with a text', 'import sys\nsys.exit("good bye é")'],
  ['exit with an object', 'raise SystemExit({"a": 1})'],
  ['exit with a large number', 'import sys\nsys.exit(2**40 + 7)'],
  ['exit with a huge number', 'import sys\nsys.exit(2**100)'],
  ['exit with a negative number', 'import sys\nsys.exit(-1)'],
  ['exit with True', 'import sys\nsys.exit(True)'],
  ['exit by exit()', 'exit(4)'],
  ['exit by os._exit', 'import os\nprint("lost", end="")\nos._exit(5)'],
  ['exit within a function with finally', 'import sys\ntry:\n    sys.exit(6)\nfinally:\n    print("finally")'],
  ['interrupt themselves', 'raise KeyboardInterrupt'],
  ['send themselves a signal', 'import os, signal\nprint("x", flush=True)\nos.kill(os.getpid(), signal.SIGTERM)'],
  [
    'handle a signal',
    'import signal, os\nsignal.signal(signal.SIGUSR1, lambda *a: print("got it"))\nos.kill(os.getpid(), signal.SIGUSR1)\nprint("done")',
  ],
  ['abort', 'import os\nos.abort()'],
  [
    'register for the end',
    'import atexit\natexit.register(print, "first")\natexit.register(print, "second")\nprint("main")',
  ],
  ['fail at the end', 'import atexit\n@atexit.register\ndef f(): 1 / 0\nprint("main")'],
  ['exit at the end', 'import atexit, sys\natexit.register(sys.exit, 9)\nprint("main")'],
  [
    'have finalizers',
    'class A:\n    def __init__(self, n): self.n = n\n    def __del__(self): print("del", self.n)\na = A("a")\n_b = A("_b")\nc = [A("c")]\nc.append(c)\nprint("main")',
  ],
  ['have finalizers that fail', 'class A:\n    def __del__(self): 1 / 0\na = A()\nprint("main")'],
  [
    'have a finalizer that prints by a global',
    'import sys\nclass A:\n    def __del__(self): sys.stdout.write("out\\n"); helper()\ndef helper(): print("helper", other)\nother = 5\na = A()',
  ],
  [
    'have weak references',
    'import weakref\nclass A: pass\na = A()\nweakref.finalize(a, print, "finalized")\nr = weakref.ref(a, lambda _: print("gone"))\nprint("main")',
  ],
  [
    'leave a file open',
    'f = open("/dev/null", "w")\nf.write("x" * 10)\nimport atexit\nclass L:\n    def __del__(self):\n        import os\nl = L()',
  ],
  [
    'write by another stream that nobody closes',
    'import sys, io\nsys.stdout = io.TextIOWrapper(open(1, "wb", closefd=False), encoding="ascii")\nprint("through another")',
  ],
  ['write by os.fdopen and leave it', 'import os\nout = os.fdopen(1, "w")\nout.write("left unflushed\\n")'],
  [
    'collect output and write it at exit',
    'import sys, io, atexit\nb = io.StringIO()\nsys.stdout = b\natexit.register(lambda: sys.__stdout__.write(b.getvalue()))\nprint("kept")',
  ],
  ['close standard output', 'import sys\nprint("x")\nsys.stdout.close()'],
  ['close descriptor 1', 'import os\nprint("x")\nos.close(1)'],
  ['set standard output to None', 'import sys\nprint("x", flush=True)\nsys.stdout = None\nprint("y")'],
  ['write what ASCII cannot', 'import sys\nsys.stdout.reconfigure(encoding="ascii")\nprint("é")'],
  [
    'read what UTF-8 cannot',
    'import sys\nsys.stdout.buffer.write(b"\\xff\\n")\nprint(ascii(b"\\xff".decode("utf-8", sys.stdin.errors)))',
  ],
  [
    'replace the excepthook',
    'import sys\nsys.excepthook = lambda t, v, tb: print("hook", t.__name__, v, tb.tb_frame.f_back)\nraise ValueError(1)',
  ],
  ['fail in the excepthook', 'import sys\nsys.excepthook = lambda *a: 1 / 0\nraise ValueError(1)'],
  [
    'run threads',
    'import threading\nlast = threading.Lock(); last.acquire()\ndef f(i, before, after): before.acquire(); print(i); after.release()\nfor i in range(3):\n    lock = threading.Lock(); lock.acquire()\n    threading.Thread(target=f, args=(i, lock, last)).start(); last = lock\nprint(threading.current_thread(), threading.main_thread() is threading.current_thread())\nlast.release()',
  ],
  [
    'leave a daemon thread',
    'import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\nprint("main")',
  ],
  [
    'fail in a thread',
    'import threading\nt = threading.Thread(target=lambda: 1 / 0, name="worker")\nt.start(); t.join()\nprint("main")',
  ],
  [
    'recurse in a large thread',
    'import sys, threading\nsys.setrecursionlimit(10**6)\nthreading.stack_size(256 * 2**20)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\nt = threading.Thread(target=lambda: print(f(20000)))\nt.start(); t.join()',
  ],
  [
    'use an executor',
    'from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(3) as e: print(list(e.map(lambda x: x * x, range(5))))',
  ],
  [
    'use asyncio',
    'import asyncio\nasync def f():\n    await asyncio.sleep(0.01)\n    return 3\nprint(asyncio.run(f()))',
  ],
  ['use generators that are left', 'def g():\n    try: yield 1\n    finally: print("closed")\nx = g()\nprint(next(x))'],
  ['warn', 'import warnings\nwarnings.warn("careful")\nprint("x" is "x" if False else 1)'],
  ['warn of a deprecation', 'import warnings\nwarnings.warn("old", DeprecationWarning)'],
  [
    'import what a file beside them holds',
    '# beside: helper_module = "x = 41\\nprint(__name__, __file__[-16:])"\nimport helper_module\nprint(helper_module.x)',
  ],
  [
    'import a file named like a library',
    '# beside: heapq = "mine = True"\nimport heapq\nprint(getattr(heapq, "mine", False))',
  ],
  [
    'import a file named like what a library imports',
    '# beside: operator = "def itemgetter(*a): return None\\n__all__ = []"\ntry:\n    import collections\n    print("fine")\nexcept Exception as e: print(type(e))',
  ],
  ['import what is not there', 'import no_such_module'],
  ['import numpy or not', 'try:\n    import numpy\nexcept ImportError as e: print(e)'],
  [
    'import many',
    'import sys, re, json, math, random, collections, heapq, itertools, functools, decimal, fractions, string, bisect, typing, dataclasses, datetime, statistics\nprint(collections.Counter("abca").most_common(1), json.dumps({"a": 1}), fractions.Fraction(1, 3), re.sub("a", "b", "aa"))',
  ],
  ['use a seeded random', 'import random\nrandom.seed(5)\nprint(random.random(), random.sample(range(100), 5))'],
  [
    'pickle an object of __main__',
    'import pickle\nclass A:\n    def __init__(self): self.x = 1\nb = pickle.dumps(A())\nprint(pickle.loads(b).x, A, A.__module__)',
  ],
  [
    'use a dataclass',
    'from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    y: int = 2\nprint(P(1), __annotations__)',
  ],
  ['inspect their source', 'import inspect\ndef f(): pass\nprint(inspect.getsource(f), len(inspect.stack()))'],
  ['log', 'import logging\nlogging.basicConfig()\nlogging.error("bad %s", 1)\nlogging.getLogger("a").warning("w")'],
  [
    'set a trace',
    'import sys\nn = 0\ndef t(f, e, a):\n    global n\n    n += 1\n    return t\nsys.settrace(t)\ndef f(): return 1\nf()\nsys.settrace(None)\nprint(n)',
  ],
  [
    'use the memory of integers',
    'print(2**10000 % 97, len(str(3**5000)))\ntry: print(len(str(10**5000)))\nexcept ValueError as e: print(e)',
  ],
  [
    'look at the numbers of threads',
    'import threading, os, _thread\nm = threading.main_thread()\nprint(m.native_id == os.getpid() == threading.get_native_id(), m.ident == threading.get_ident(), _thread._count(), threading.active_count(), m.name, m.is_alive())',
  ],
  [
    'draw at random without a seed',
    'import random, os\nbefore = random.getstate()\nprint(len(set(random.random() for _ in range(9))), random.gauss_next if hasattr(random, "gauss_next") else random._inst.gauss_next)\nrandom.setstate(before)',
  ],
  [
    'leave a weak reference with a callback',
    'import weakref\nclass A: pass\na = A()\nr = weakref.ref(a, lambda _: print("gone"))\nprint("main")',
  ],
  [
    'leave a weak reference to what goes first',
    'import weakref, sys\nclass A: pass\nkept = A()\nsys.r = weakref.ref(kept, lambda _: print("gone", sys.meta_path))',
  ],
  ['leave a proxy', 'import weakref\nclass A: pass\na = A()\np = weakref.proxy(a, lambda _: print("gone"))'],
  [
    'have a finalizer without slots',
    'class A:\n    __slots__ = ()\n    def __del__(self): print("del")\na = [A(), A()]\nprint("main")',
  ],
  [
    'inherit a finalizer',
    'class A:\n    def __del__(self): print("del", type(self).__name__)\nclass B(A, list): pass\nb = B([1]); c = (B(),)\nprint("main")',
  ],
  ['add a finalizer late', 'class A: pass\na = A()\nA.__del__ = lambda self: print("late")\nprint("main")'],
  [
    'have a metaclass with a finalizer',
    'class M(type):\n    def __del__(c): print("class", c.__name__)\nclass A(metaclass=M): pass\nprint("main")',
  ],
  [
    'hide objects from the collector',
    'import gc\nclass A:\n    def __del__(self): print("del")\na = A()\ngc.freeze()\nprint("main")',
  ],
  [
    'collect garbage before the end',
    'import gc\nclass A:\n    def __del__(self): print("del")\na = A()\ngc.collect(); gc.collect()\nprint("main")',
  ],
  [
    'turn the collector off',
    'import gc\ngc.disable()\nclass A:\n    def __del__(self): print("del")\nx = [A()]; x.append(x); del x\nprint("main")',
  ],
  [
    'have many objects',
    'x = [[i] for i in range(30000)]\nclass A:\n    def __del__(self): print("del", len(x))\nx.append(A())\nprint("main")',
  ],
  [
    'import in a finalizer',
    'class A:\n    def __del__(self):\n        try:\n            import math, json\n            print(math.pi)\n        except BaseException as e: print(type(e), e)\na = A()\nprint("main")',
  ],
  ['leave a coroutine', 'async def f(): pass\nc = f()\nprint("main")'],
  [
    'leave a generator in a function',
    'def g():\n    try: yield\n    finally: print("closed")\ndef f(h=g()): return h\nnext(f())\nprint("main")',
  ],
  ['leave a file that holds text', 'import os\nf = open(os.dup(1), "w")\nprint("main")\nf.write("left\\n")'],
  [
    'leave a temporary file',
    'import tempfile, os\nt = tempfile.NamedTemporaryFile()\nd = tempfile.TemporaryDirectory()\nprint(os.path.exists(t.name))',
  ],
  ['hold the last exception', 'class E(Exception):\n    def __del__(self): print("del")\nraise E("x")'],
  ['call the end of the C library', 'import ctypes\nlibc = ctypes.CDLL(None)\nlibc.printf(b"by C\\n")'],
  ['go deep and end at once', 'import sys\nsys.stdout.write("no newline"); sys.stderr.write("neither")'],
  [
    'take another standard output',
    'import sys\nclass W:\n    def write(self, s): sys.__stdout__.write(s.upper())\n    def flush(self): pass\nsys.stdout = W()\nprint("main")',
  ],
  ['write more than a buffer', 'import sys\nfor i in range(5000): print(i, "x" * 20)\nprint(sys.stdin.read())'],
];
