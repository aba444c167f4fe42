# Attack: data that starts a program when it is read.
# Incident: fork-bomb
# Expect: exited 0
# Violations: clone
# Stdout: safe
import os, pickle
class Evil:
    def __reduce__(self):
        return os.posix_spawn, ('/usr/bin/env', ['env'], {})
try:
    print('BREACH:', pickle.loads(pickle.dumps(Evil())))
except OSError:
    pass
print('safe')
