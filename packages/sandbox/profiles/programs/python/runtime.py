# Threads, time, chance, exceptions, garbage, deep recursion, many modules of the standard library, text of all kinds.
import array, asyncio, bisect, collections, concurrent.futures, contextlib, copy, csv, datetime, decimal, enum, fractions
import functools, gc, getpass, hashlib, heapq, io, itertools, json, locale, math, operator, os, pickle, platform, queue, random
import re, resource, secrets, select, signal, statistics, string, struct, sys, tempfile, textwrap, threading, time, tracemalloc
import typing, unicodedata, uuid, weakref, zlib, zoneinfo, ctypes, mmap, numbers, sched, traceback, fcntl, errno, subprocess

sys.setrecursionlimit(100000)
threading.stack_size(64 * 1024 * 1024)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


results = []
deep = threading.Thread(target=lambda: results.append(depth(20000)), name="deep")
deep.start()
deep.join()

lock, changed, jobs = threading.Lock(), threading.Condition(), queue.Queue()
with concurrent.futures.ThreadPoolExecutor(4) as pool:
    results.append(sum(pool.map(lambda n: n * n, range(100))))
event = threading.Event()
timer = threading.Timer(0.001, event.set)
timer.start()
event.wait(5)
timer.join()
with changed:
    changed.wait(0.001)
try:
    jobs.get(timeout=0.001)
except queue.Empty:
    pass

time.sleep(0.001)
for clock in (time.time, time.perf_counter, time.process_time, time.thread_time, time.monotonic):
    clock()
time.get_clock_info("monotonic"), time.clock_getres(time.CLOCK_MONOTONIC), os.times(), resource.getrusage(resource.RUSAGE_SELF)
datetime.datetime.now().astimezone(), time.localtime()
random.seed()
random.random(), secrets.token_bytes(8), os.urandom(8), uuid.uuid4(), random.SystemRandom().random(), uuid.uuid1()


class Node:
    def __init__(self):
        self.me = self


for _ in range(20000):
    Node()
gc.collect()
big = bytearray(80_000_000)
grow = []
for i in range(2_000_000):
    grow.append(i)
del big, grow
tracemalloc.start()
tracemalloc.stop()

got = []
signal.signal(signal.SIGUSR1, lambda number, frame: got.append(number))
os.kill(os.getpid(), signal.SIGUSR1)
signal.signal(signal.SIGALRM, lambda number, frame: got.append(number))
signal.setitimer(signal.ITIMER_REAL, 0.001)
signal.getitimer(signal.ITIMER_REAL)
while len(got) < 2:
    signal.pause()
signal.alarm(1)
signal.alarm(0)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
signal.raise_signal(signal.SIGUSR2)
signal.sigpending()
signal.sigwait({signal.SIGUSR2})
signal.sigtimedwait({signal.SIGUSR2}, 0)

try:
    raise ValueError("ümläut ✓")
except ValueError:
    traceback.format_exc()
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
unicodedata.normalize("NFKD", "é"), platform.platform(), platform.processor(), os.cpu_count(), os.sched_getaffinity(0)
resource.getrlimit(resource.RLIMIT_STACK), resource.setrlimit(resource.RLIMIT_STACK, (16 << 20, resource.getrlimit(resource.RLIMIT_STACK)[1]))
hashlib.sha256(b"x").hexdigest(), hashlib.blake2b(b"x").hexdigest(), hash("x"), zlib.compress(b"x" * 1000)
os.getloadavg() if os.path.exists("/proc/loadavg") else None
sys.getsizeof(0), os.environ.get("HOME"), os.uname(), os.getpid(), os.getppid()
decimal.getcontext().prec = 50
decimal.Decimal(2).sqrt(), fractions.Fraction(1, 3), 3**5000 % 7, math.factorial(1000)
ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 1)()
libm = ctypes.CDLL("libm.so.6")
print("a word to nobody", file=sys.stderr)
print("ok" if results == [20000, 328350] else results)
