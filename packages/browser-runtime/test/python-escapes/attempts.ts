/**
 * Attempts to get from Python at JavaScript, at the network or at another run, to forge an end, or to outlive one. A
 * program that gets further than it may prints ESCAPED. OUTSIDE stands for a server that hears who gets out.
 */
import type { RunEndKind } from '../../src/protocol.js';

export interface PythonAttempt {
  name: string;
  code: string;
  /** How the run may end. */
  ends: RunEndKind[];
  exitCode?: number;
  stdout?: string;
}

const r = String.raw;
const WITHOUT_FINDERS =
  'import sys\nsys.meta_path[:] = [f for f in sys.meta_path if f.__name__ not in ("First", "Last")]\n';

export const PYTHON_ATTEMPTS: PythonAttempt[] = [
  { name: 'the module js', code: 'import js\njs.fetch("OUTSIDE/js")\nprint("ESCAPED")', ends: ['unsupported'] },
  {
    name: 'the module js, caught',
    code: 'try:\n    import js\nexcept BaseException:\n    pass\nprint("ESCAPED")',
    ends: ['unsupported'],
  },
  {
    name: 'run_js of pyodide.code',
    code: 'from pyodide.code import run_js\nrun_js("fetch(\'OUTSIDE/run_js\')")\nprint("ESCAPED")',
    ends: ['unsupported'],
  },
  { name: 'pyodide_js', code: 'import pyodide_js\nprint("ESCAPED")', ends: ['unsupported'] },
  { name: 'micropip', code: '__import__("micropip").install("x")\nprint("ESCAPED")', ends: ['unsupported'] },
  {
    name: 'pyodide without the finder that refuses it',
    code: `${WITHOUT_FINDERS}import pyodide.code\npyodide.code.run_js("fetch('OUTSIDE/finders')")\nprint("ESCAPED")`,
    ends: ['exited', 'unsupported'],
  },
  {
    name: 'the library archive read by hand',
    code: 'import zipimport\nm = zipimport.zipimporter("/usr/lib/python311.zip").load_module("_pyodide")\nimport _pyodide._base\nfrom _pyodide_core import *\nprint("ESCAPED")',
    ends: ['exited', 'unsupported'],
  },
  {
    name: 'the core of the bridge as a built-in',
    code: r`import _imp, sys
for name in ("_pyodide_core", "js", "pyodide_js", "_js"):
    try:
        spec = type("S", (), {"name": name})()
        module = _imp.create_builtin(spec)
        print("ESCAPED" if module is not None else "nothing")
    except BaseException as e:
        print(type(e).__name__)
print([n for n in sys.builtin_module_names if "js" in n or "pyodide" in n])`,
    ends: ['exited'],
  },
  {
    name: 'an object of JavaScript among all objects',
    code: r`import gc, sys
found = [type(o).__name__ for o in gc.get_objects() if "Js" in type(o).__name__ or "pyodide" in type(o).__module__.lower()]
found += [c.__name__ for c in object.__subclasses__() if c.__name__.startswith("Js")]
found += [n for n, m in sys.modules.items() if m is None or "js" in n.split(".") or "pyodide" in n]
print("ESCAPED" if found else "nothing", found)`,
    ends: ['exited'],
    stdout: 'nothing []\n',
  },
  { name: 'ctypes', code: 'import ctypes\nctypes.CDLL(None).system(b"x")\nprint("ESCAPED")', ends: ['unsupported'] },
  {
    name: 'ctypes without the finder that refuses it',
    code: `${WITHOUT_FINDERS}import ctypes\nlib = ctypes.CDLL(None)\nfor name in ("emscripten_run_script", "emscripten_console_log", "system", "JsvObject_CallMethod"):\n    try:\n        getattr(lib, name)(b"fetch('OUTSIDE/ctypes')")\n        print("ESCAPED")\n    except AttributeError as e:\n        print(e)`,
    ends: ['exited', 'unsupported'],
  },
  {
    name: 'memory through ctypes',
    code: `${WITHOUT_FINDERS}import ctypes\nctypes.memset(0, 255, 1 << 24)\nprint("over")`,
    ends: ['exited', 'unsupported'],
  },
  {
    name: 'a socket without the finder that refuses it',
    code: `${WITHOUT_FINDERS}import _socket\ns = _socket.socket()\ns.connect(("127.0.0.1", 80))\nprint("ESCAPED")`,
    ends: ['exited', 'unsupported'],
  },
  {
    name: 'urllib without the finder that refuses it',
    code: `${WITHOUT_FINDERS}import urllib.request\nurllib.request.urlopen("OUTSIDE/urllib")\nprint("ESCAPED")`,
    ends: ['exited', 'unsupported'],
  },
  {
    name: 'a library made by hand',
    code: r`import importlib.machinery, importlib.util
spec = importlib.machinery.ModuleSpec("x", importlib.machinery.ExtensionFileLoader("x", "/app/main.py"), origin="/app/main.py")
importlib.util.module_from_spec(spec)
print("ESCAPED")`,
    ends: ['exited', 'unsupported'],
  },
  {
    name: 'bytecode that reads beyond its stack',
    code: r`def f(): pass
code = f.__code__.replace(co_code=bytes([124, 200, 124, 201, 100, 250, 131, 3, 83, 0]) * 3, co_stacksize=1)
f.__code__ = code
f()
print("over")`,
    ends: ['exited', 'unsupported'],
  },
  {
    name: 'the memory of the process',
    code: 'open("/proc/self/mem", "rb").read(1)\nprint("ESCAPED")',
    ends: ['unsupported'],
  },
  {
    name: 'a change of the library',
    code: 'open("/usr/lib/python311.zip", "wb").write(b"")\nprint("ESCAPED")',
    ends: ['unsupported'],
  },
  {
    name: 'a folder beside the program',
    code: 'import os\nos.mkdir("/app/heapq")\nprint("ESCAPED")',
    ends: ['unsupported'],
  },
  { name: 'a process', code: 'import os\nos.system("true")\nprint("ESCAPED")', ends: ['unsupported'] },
  {
    name: 'another process through posix',
    code: 'import posix\nposix.execv("/bin/true", ["x"])\nprint("ESCAPED")',
    ends: ['exited', 'unsupported'],
  },
  {
    name: 'news of a run, printed',
    code: r`import sys
sys.stdout.write('{"kind":"ended","end":{"kind":"exited","exitCode":0}}\n')
sys.stderr.write("ended\n")
sys.exit(9)`,
    ends: ['exited'],
    exitCode: 9,
  },
  {
    name: 'a message to the worker taken back',
    code: r`import posix
for path in ("/letscode/nothing", "/letscode/doubt/mine", "/letscode/refuse/"):
    try:
        posix.open(path, 0)
    except OSError as e:
        print(e.errno)
print("ESCAPED")`,
    ends: ['unsupported'],
  },
  {
    name: 'output after the end',
    code: 'import atexit, os, sys\natexit.register(lambda: (print("late"), sys.stdout.flush(), os._exit(0)))\nprint("early")\n1 / 0',
    ends: ['exited'],
    exitCode: 0,
    stdout: 'early\nlate\n',
  },
  {
    name: 'an end that is refused',
    code: 'import sys\nclass A:\n    def __del__(self):\n        print("still")\nkeep = A()\ntry:\n    sys.exit(3)\nfinally:\n    while True:\n        try:\n            pass\n        except BaseException:\n            continue',
    ends: ['time-limit'],
  },
  {
    name: 'everything caught, for ever',
    code: 'while True:\n    try:\n        sum(range(10 ** 12))\n    except BaseException:\n        pass',
    ends: ['time-limit'],
  },
  {
    name: 'a signal to come',
    code: 'import signal\nsignal.alarm(1)\nprint("ESCAPED")',
    ends: ['exited', 'unsupported'],
  },
  {
    name: 'a timer',
    code: 'import signal\nsignal.setitimer(signal.ITIMER_REAL, 0.1)\nprint("ESCAPED")',
    ends: ['exited', 'unsupported'],
  },
  {
    name: 'the thread function under another name',
    code: 'import sys, importlib\ndel sys.modules["_thread"]\nt = importlib.import_module("_thread")\nt.start_new_thread(print, ("ESCAPED",))\nwhile True:\n    pass',
    ends: ['exited', 'unsupported', 'time-limit'],
  },
  { name: 'endless output', code: 'while True:\n    print("x" * 100000)', ends: ['output-limit'] },
  {
    name: 'endless errors',
    code: 'import sys\nfor _ in range(3000):\n    sys.stderr.write("x" * 10000)\nprint("done")',
    ends: ['exited'],
    stdout: 'done\n',
  },
  {
    name: 'memory without end',
    code: 'a = []\nwhile True:\n    try:\n        a.append(bytearray(10 ** 7))\n    except MemoryError:\n        break\nprint("out of memory")',
    ends: ['exited'],
  },
  {
    name: 'recursion without end',
    code: 'import sys\nsys.setrecursionlimit(2 ** 31 - 1)\nclass A:\n    def __getattr__(self, name):\n        return getattr(self, name + "x")\nA().x',
    ends: ['unsupported', 'exited', 'lost'],
  },
  {
    name: 'traces for the next run',
    code: 'import builtins, sys, os\nbuiltins.print = lambda *a: None\nsys.modules["math"] = None\nos.environ["TRACE"] = "ESCAPED"\nsys.path.insert(0, "/trace")\n',
    ends: ['exited'],
  },
];
