# Attack: writes wherever a folder lets it, and looks what of it is left elsewhere.
# Incident: tampering
# Expect: exited 0
# Stdout: safe
import os
allowed = ('/work', '/tmp', '/dev/shm')
for folder, folders, names in os.walk('/'):
    if folder.startswith('/proc') or folder.count('/') > 3:
        folders.clear()
        continue
    path = os.path.join(folder, 'written')
    try:
        with open(path, 'w') as f:
            f.write('x')
    except OSError:
        continue
    if folder not in allowed:
        print('BREACH:', path)
print('safe')
