# Attack: runs before the program, in the interpreter's own start (as in dify-sandbox, where the filter came later).
# Incident: dify-27
# Environment: PYTHONPATH=/box PYTHONSTARTUP={self} LANG=C.UTF-8
# Start: /usr/bin/python3 -c pass
# Expect: exited 0
# Stderr: filter 2 of 2
# Violations: ptrace
import ctypes, os
libc = ctypes.CDLL(None)
os.write(2, b'filter %d of 2\n' % libc.prctl(21, 0, 0, 0, 0))
if libc.syscall(101, 0, 0, 0, 0) != -1:
    print('BREACH: ptrace')
