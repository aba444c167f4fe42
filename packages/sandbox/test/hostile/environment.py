# Attack: looks for the server's settings in the environment, its own and that of every process.
# Incident: judge0-564 judge0-508
# Environment: ONLY=this LANG=C.UTF-8
# Expect: exited 0
# Stdout: safe
import glob, os
if sorted(os.environ) != ['LANG', 'ONLY']:
    print('BREACH:', dict(os.environ))
wanted = b'LETSCODE' + b'_TEST_CANARY'
for path in glob.glob('/proc/*/environ') + glob.glob('/proc/*/task/*/environ'):
    try:
        with open(path, 'rb') as f:
            if wanted in f.read():
                print('BREACH:', path)
    except OSError:
        pass
for name in ('sudo', 'su', 'pkexec'):
    path = '/usr/bin/' + name
    if os.path.exists(path) and not os.statvfs(path).f_flag & os.ST_NOSUID:
        print('BREACH: set-user-id', path)
print('safe')
