"""Threads, asyncio, files, time, a collection under load, recursion, the library."""
import asyncio
import collections
import decimal
import fractions
import gc
import itertools
import os
import random
import signal
import subprocess  # noqa: F401  imported, never used
import sys
import tempfile
import threading
import time

sys.setrecursionlimit(100_000)


def deep(n):
    return 0 if n == 0 else deep(n - 1) + 1


numbers = list(map(int, sys.stdin.read().split()))
os.makedirs("a/b")
with open("a/b/x", "w") as file:
    file.write("text")
os.rename("a/b/x", "a/b/y")
os.chmod("a/b/y", 0o600)
os.symlink("b", "a/c")
with open("a/b/y", "r+") as file:
    file.seek(2)
    file.truncate()
    file.flush()
    os.fsync(file.fileno())
for name in os.listdir("a/b"):
    os.stat(os.path.join("a/b", name))
os.unlink("a/b/y")
os.unlink("a/c")
os.removedirs("a/b")
with tempfile.TemporaryFile() as file:
    file.write(b"x")
total = []
threads = [threading.Thread(target=lambda i=i: (time.sleep(0.001), total.append(i))) for i in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()


async def wait():
    await asyncio.sleep(0.001)
    return 1


asyncio.run(wait())
seen = []
signal.signal(signal.SIGALRM, lambda *_: seen.append(1))
signal.setitimer(signal.ITIMER_REAL, 0.005)
while not seen:
    pass
keep = collections.deque(maxlen=20)
for i in range(300):
    keep.append(bytearray(200_000))
    [str(j) for j in range(2000)]
gc.collect()
x = 0
for i in range(2_000_000):
    x = (x * 31 + i) % 1_000_003
random.random()
time.perf_counter()
if deep(5_000) == 5_000 and sum(numbers) == 6 and len(total) == 4 and fractions.Fraction(1, 3) < decimal.Decimal(1):
    print("ok")
