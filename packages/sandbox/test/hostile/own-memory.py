# Attack: rewrites memory through /proc: its own, which no protection stops there, and init's.
# Incident: proc-of-others
# Expect: exited 0
# Stdout: safe
import os
for path in ('/proc/self/mem', '/proc/1/mem', '/proc/self/task/2/mem', '/proc/thread-self/mem'):
    try:
        os.close(os.open(path, os.O_RDWR))
        print('BREACH:', path)
    except OSError:
        pass
for path in ('/proc/1/maps', '/proc/1/mem', '/proc/1/auxv', '/proc/1/fd', '/proc/1/root', '/proc/1/stack'):
    try:
        print('BREACH:', path, os.listdir(path) if path.endswith('fd') else open(path, 'rb').read(10))
    except OSError:
        pass
print('safe')
