# Attack: signals to its parent, its group, everybody.
# Incident: kill-all signals-to-others
# Expect: exited 0
# Stdout: safe
import os, signal
for pid in (os.getppid(), 1):
    for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGSEGV):
        try:
            os.kill(pid, number)
            print('BREACH:', pid, number) if number in (signal.SIGKILL, signal.SIGSTOP) and os.getppid() != 1 else None
        except OSError:
            pass
try:
    os.kill(-1, signal.SIGKILL)
except OSError:
    pass
print('safe')
