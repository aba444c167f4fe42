# Attack: puts a module beside the program that the next run would import.
# Incident: tampering
# Expect: exited 0
# Stdout: safe
import os, sys
for folder in ['/box', *sys.path]:
    if folder in ('', '/work', '/tmp'):
        continue
    for name in ('heapq.py', '__pycache__'):
        try:
            path = os.path.join(folder, name)
            os.mkdir(path) if name == '__pycache__' else open(path, 'w').close()
            print('BREACH:', path)
        except OSError:
            pass
print('safe')
