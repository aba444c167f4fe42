# What a box refuses politely, and a program lives with: processes, a network, a shell, locks; and subinterpreters.
import asyncio, fcntl, multiprocessing, os, socket, subprocess, threading, _xxsubinterpreters as interpreters


def refused(what):
    try:
        what()
    except OSError:
        return
    raise SystemExit("was not refused")


def main():
    refused(os.fork)
    refused(lambda: subprocess.run(["true"]))
    refused(lambda: subprocess.run("true", shell=True))
    refused(lambda: multiprocessing.Process(target=print).start())
    refused(lambda: multiprocessing.Pool(2))
    refused(lambda: socket.create_connection(("127.0.0.1", 80)))
    with open("/tmp/lock", "w") as file:
        refused(lambda: fcntl.flock(file, fcntl.LOCK_EX))
    other = interpreters.create()
    interpreters.run_string(other, "x = sum(range(100))")
    interpreters.destroy(other)
    print("ok")


main()
