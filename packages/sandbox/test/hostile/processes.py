# Attack: starts processes by each door that Python has.
# Incident: fork-bomb
# Expect: exited 0
# Violations: clone
# Stdout: safe
import multiprocessing, os, subprocess

def must_fail(name, attempt):
    try:
        result = attempt()
        if result == 0 and name in ('os.fork', 'os.forkpty'):
            os._exit(0)
        print('BREACH:', name, result)
    except (OSError, RuntimeError) as problem:
        assert not isinstance(problem, FileNotFoundError), problem

must_fail('os.fork', os.fork)
must_fail('subprocess', lambda: subprocess.run(['/usr/bin/env']))
must_fail('posix_spawn', lambda: os.posix_spawn('/usr/bin/env', ['env'], {}))
must_fail('multiprocessing', lambda: multiprocessing.get_context('fork').Process(target=print).start())
if os.system('true') == 0:
    print('BREACH: os.system')
print('safe')
