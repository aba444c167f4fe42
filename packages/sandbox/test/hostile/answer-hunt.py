# Attack: reads all that there is to read, outside the toolchain, for the expected answer or a secret of the host.
# Incident: expected-answer proc-of-others
# Arguments: {folder} {file}
# Stdin: the input is no secret
# Expect: exited 0
# Stdout: safe
import os, sys
secret = b'CANARY-' + b'SECRET'
for path in sys.argv[1:]:
    if os.path.exists(path):
        print('BREACH:', path)
read = 0
for folder, folders, names in os.walk('/', followlinks=False):
    if folder.startswith(('/usr', '/proc')):
        folders.clear() if folder.startswith('/usr') else None
        if folder.startswith('/usr'):
            continue
    for name in names:
        path = os.path.join(folder, name)
        if name.endswith('.ans'):
            print('BREACH:', path)
        if name in ('zero', 'full', 'random', 'urandom', 'mem', 'stdin', 'stdout', 'stderr', 'clear_refs') or not os.path.isfile(path):
            continue
        try:
            with open(path, 'rb') as f:
                found = secret in f.read(1 << 20)
            read += 1
        except OSError:
            continue
        if found and '/answer-hunt' not in path:
            print('BREACH:', path)
print('safe' if read > 10 else 'nothing could be read')
