# Attack: traces, stops and kills pid 1, its own group and everybody: init was forked from the same memory a moment before
# Expect: exited 0
# Stdout: still here
# Violations: ptrace
import ctypes
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
for request in (16, 0x4206):  # attach, seize
    if libc.ptrace(request, 1, 0, 0) == 0:
        print('BREACH init is traced')
for name in ('/proc/1/mem', '/proc/1/maps', '/proc/1/environ', '/proc/1/fd/3'):
    try:
        open(name, 'rb').read(1)
        print('BREACH', name)
    except OSError:
        pass
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGCHLD):
    signal.signal(number, signal.SIG_IGN)
for number in range(1, 32):
    for target in (1, -1):
        try:
            os.kill(target, number)
        except OSError:
            pass
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1):
    os.kill(0, number)
print('still here')
