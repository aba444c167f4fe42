"""The interpreter's part of the tier, run once, before its memory is kept for the workers that follow.

It makes the interpreter look like the server's (64-bit words, Linux, one thread that runs at once), takes in
what most programs import, and gives the worker two functions:

    check()  compiles /app/main.py as the server's compile step does and looks for what could come out otherwise there:
             0 fine, 1 does not compile (the complaint is on standard error), 2 cannot be told here
    begin()  new random numbers, just before a program starts

What it has to say it says by opening a path that does not exist: /letscode/refuse/WHAT ends the run, to be judged by the
server; /letscode/doubt/WHAT and /letscode/floats/ are noted, and so is when /letscode/compiling/ begins and ended.
"""

import _thread
import ast
import gc
import os
import posix
import sys
import threading

import array  # noqa: F401 from here on for the programs' sake
import bisect  # noqa: F401
import collections  # noqa: F401
import copy  # noqa: F401
import dataclasses  # noqa: F401
import datetime  # noqa: F401
import decimal  # noqa: F401
import enum  # noqa: F401
import fractions  # noqa: F401
import functools  # noqa: F401
import heapq  # noqa: F401
import io  # noqa: F401
import itertools  # noqa: F401
import math  # noqa: F401
import operator  # noqa: F401
import queue  # noqa: F401
import random
import re  # noqa: F401
import statistics  # noqa: F401
import string  # noqa: F401
import time  # noqa: F401
import traceback  # noqa: F401
import typing  # noqa: F401

MAIN = "/app/main.py"


def tell(kind, what="", open=posix.open):
    try:
        open(f"/letscode/{kind}/{what}", 0)
    except OSError:
        pass


# ---- what programs import ------------------------------------------------------------------------

# On the server these work, or fail in a way of their own.
REFUSED = frozenset(
    "_ctypes _multiprocessing _posixsubprocess _pyodide _pyodide_core _socket asyncio bz2 concurrent crypt ctypes curses dbm"
    " distutils ensurepip fcntl ftplib grp http idlelib imaplib js lib2to3 lzma micropip mmap multiprocessing nntplib"
    " ossaudiodev pip poplib pty pwd pyodide pyodide_js readline resource select selectors setuptools smtplib socket"
    " socketserver spwd sqlite3 ssl subprocess syslog telnetlib termios test tkinter tty turtle venv webbrowser"
    " wsgiref xmlrpc zoneinfo".split()
)
# The library itself asks for these and does without.
ASKED_BY_LIBRARY = frozenset("bz2 fcntl grp lzma pwd select zoneinfo".split())


def asked_by_program(getframe=sys._getframe):
    frame = getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if not name.startswith("<frozen importlib") and not name.endswith("importlib/__init__.py"):
            return not name.startswith(("/usr/lib/python3", "<frozen"))
        frame = frame.f_back
    return True


class First:
    """Refuses before anything is looked for."""

    def find_spec(name, path=None, target=None):
        top = name.partition(".")[0]
        if top in REFUSED and (top not in ASKED_BY_LIBRARY or asked_by_program()):
            tell("refuse", f"import {top}")


class Last:
    """A module that is not here may be on the server."""

    def find_spec(name, path=None, target=None):
        if asked_by_program():
            tell("refuse", f"import {name}")


# ---- threads -----------------------------------------------------------------------------------------------

started_count = 0


def start_at_once(self):
    """One thread, as programs start it for a larger stack: it runs to its end before start() returns."""
    global started_count
    if not self._initialized:
        raise RuntimeError("thread.__init__() not called")
    if self._started.is_set():
        raise RuntimeError("threads can only be started once")
    started_count += 1
    if started_count > 1 or self.daemon:
        tell("refuse", "several threads")
    ident = threading.get_ident()
    main = threading._active[ident]
    self._ident = ident
    self._native_id = ident
    self._started.set()
    threading._active[ident] = self
    try:
        self.run()
    except BaseException:
        self._invoke_excepthook(self)
    finally:
        threading._active[ident] = main
        self._is_stopped = True


def refuse_thread(*values, **named):
    tell("refuse", "several threads")


# ---- what differs in 32 bits, and elsewhere ----------------------------------------------------------------

DOUBTFUL_NAMES = frozenset(
    "getsizeof hash_info int_info thread_info calcsize itemsize MAX_PREC MAX_EMAX MIN_EMIN MIN_ETINY Etiny getrusage"
    " cpu_count sched_getaffinity uname getpid getppid setlocale localeconv getallocatedblocks"
    " _debugmallocstats tracemalloc get_objects getloadavg get_terminal_size _getframe settrace setprofile implementation"
    " executable getuid getgid getlogin stack_info alarm setitimer fork kill popen log10 cbrt acosh".split()
)
# Their last digit depends on the C library: in one of a hundred to one of a thousand values. Roots, log and log2 agree.
INEXACT = frozenset(
    "sin cos tan asin acos atan atan2 sinh cosh tanh asinh atanh exp expm1 log1p pow gamma"
    " lgamma erf erfc phase polar rect gauss normalvariate lognormvariate expovariate betavariate gammavariate"
    " vonmisesvariate paretovariate weibullvariate triangular NormalDist geometric_mean".split()
)
WORD_FORMATS = frozenset("lLnNP")


def names_of(node):
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return (node.attr,)
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [alias.name for alias in node.names]
    return ()


def text_of(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)) else None


def doubts_of_call(call):
    name = (names_of(call.func) or ("",))[0]
    first = call.args[0] if call.args else None
    text = text_of(first)
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    if name in ("array", "cast") and isinstance(text, str) and text in WORD_FORMATS:
        yield "a C long"
    if name in ("pack", "unpack", "Struct", "iter_unpack", "pack_into", "unpack_from") and text:
        if text[0] not in "<>=!" and WORD_FORMATS.intersection(text):
            yield "a C long"
    if name == "seed" and isinstance(first, ast.Constant) and isinstance(first.value, (float, complex)):
        yield "the seed of a float"
    if name == "strftime":
        for value in call.args:
            format = text_of(value)
            if format is None or any(mark in format for mark in ("%-", "%_", "%^", "%#", "%0", "%c", "%Z", "%s")):
                yield "strftime"


def is_constant(node, kind):
    return isinstance(node, ast.Constant) and type(node.value) is kind


def kind_of_power(left, right):
    """Of `left ** right`: "exact", "inexact" in the last digit at times, or "doubtful", where that can decide more."""
    if isinstance(right, ast.BinOp) and isinstance(right.op, ast.Div):
        return "doubtful"
    if is_constant(right, float):
        return "inexact" if right.value * 2 == int(right.value * 2) else "doubtful"
    return "exact" if is_constant(left, int) else "inexact"


def look_for_doubts(tree):
    hashing = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "__hash__":
            hashing.update(map(id, ast.walk(node)))
    is_inexact = False
    for node in ast.walk(tree):
        for name in names_of(node):
            if name in DOUBTFUL_NAMES:
                tell("doubt", name)
            elif name == "hash" and id(node) not in hashing:
                tell("doubt", "hash()")
            elif name in INEXACT:
                is_inexact = True
        if isinstance(node, ast.Call):
            for doubt in doubts_of_call(node):
                tell("doubt", doubt)
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Pow):
            pair = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
            kind = kind_of_power(*pair)
            is_inexact = is_inexact or kind == "inexact"
            if kind == "doubtful":
                tell("doubt", "a fractional power")
    if is_inexact:
        tell("floats")


def load_complaint():
    """The function that the server's compile step words its message with."""
    with open("/usr/lib/python3.11/check_python.py", encoding="utf-8") as file:
        source = file.read()
    namespace = {"__name__": "__check__"}
    given, sys.argv = sys.argv, [""]
    try:
        exec(compile(source, "check_python.py", "exec"), namespace)
    except SystemExit:
        pass
    sys.argv = given
    return namespace["complaint"]


complaint = load_complaint()


def check():
    with open(MAIN, "rb") as file:
        code = file.read()
    # Warnings are told when the program runs.
    stream, sys.stderr = sys.stderr, None
    try:
        tell("compiling", "begins")
        compile(code, "main.py", "exec", dont_inherit=True)
        tell("compiling", "ended")
        tree = ast.parse(code)
    except SyntaxError as error:
        sys.stderr = stream
        print(complaint("main.py", error), file=sys.stderr)
        return 1
    except Exception:
        return 2
    finally:
        sys.stderr = stream
    look_for_doubts(tree)
    return 0


def begin():
    del sys.modules[__name__]
    random.seed()


def look_like_the_server():
    sys.maxsize = 2**63 - 1
    sys.platform = "linux"
    sys.executable = "/usr/bin/python3"
    os.environ.clear()
    os.environ.update(ENVIRONMENT)
    threading.Thread.start = start_at_once
    threading._start_new_thread = refuse_thread
    _thread.start_new_thread = refuse_thread
    _thread.start_new = refuse_thread
    sys.meta_path.insert(0, First)
    sys.meta_path.append(Last)


ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/work",
    "TMPDIR": "/tmp",
    "LANG": "C.UTF-8",
    "ONLINE_JUDGE": "1",
    "PYTHONINTMAXSTRDIGITS": "0",
}
look_like_the_server()
gc.collect()
