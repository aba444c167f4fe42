# Attack: changes whatever a process can change of itself, and looks for what a run before it has changed so
# Expect: exited 0
# Stdout: clean
# Times: 4
import atexit
import builtins
import gc
import math
import os
import random
import resource
import signal
import sys
import threading

MARK = 'left-behind'
traces = [
    MARK in os.environ,
    any(MARK in path for path in sys.path),
    MARK in sys.modules,
    hasattr(builtins, 'left_behind'),
    math.pi < 3,
    sys.getrecursionlimit() != 1000,
    signal.getsignal(signal.SIGUSR1) != signal.SIG_DFL,
    threading.active_count() != 1,
    resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 512,
    os.getcwd() != '/work',
    os.umask(0o077) != 0o022,
    gc.get_threshold() != (700, 10, 10),
    sys.gettrace() is not None or sys.excepthook is not sys.__excepthook__,
    random.random is None,
]
for folder in ('/work', '/tmp', '/dev/shm'):
    traces.append(os.listdir(folder) != [])
    with open(folder + '/' + MARK, 'w') as file:
        file.write(MARK)
for number in range(3, 64):
    try:
        os.fstat(number)
        traces.append(number)
    except OSError:
        pass
print('BREACH ' + str(traces) if any(traces) else 'clean', flush=True)

os.environ[MARK] = MARK
sys.path.insert(0, '/tmp/' + MARK)
sys.modules[MARK] = math
builtins.left_behind = math.pi = 2
sys.setrecursionlimit(5000)
signal.signal(signal.SIGUSR1, lambda *_: None)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
os.chdir('/tmp')
gc.set_threshold(1)
sys.excepthook = print
atexit.register(os.write, 2, b'the end')
kept = [os.open('/dev/null', os.O_RDONLY) for _ in range(50)]
threading.Thread(target=threading.Event().wait, daemon=True).start()
