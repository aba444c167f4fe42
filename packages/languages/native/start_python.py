"""Python, started ahead: what is imported before the run, and what the interpreter does around a script.

Run by start_python.c in a namespace of its own, which no program can name; that file says when each function is called.
They do what CPython's pylifecycle.c and main.c do there.
"""
import _thread
import atexit
import builtins
import gc
import io
import os
import sys
import weakref

at_start = set(sys.modules)

# What programs of contests import most; where each start pays for it, nothing that takes more than a millisecond.
LITTLE = 'bisect collections functools heapq itertools math operator'.split()
MUCH = (
    'array contextlib copy dataclasses datetime decimal enum fractions json queue random re statistics string threading time'
    ' typing'
).split()

REHEARSAL_INPUT = b'3 1 2\n4 5\n'

module_type = type(sys)
ahead, library = set(), {}


def import_little():
    for name in LITTLE:
        __import__(name)
    ahead.update(name for name in sys.modules if name not in at_start)
    library.update({id(module): module for name, module in sys.modules.items() if name != '__main__'})
    open_streams()
    gc.collect()
    gc.freeze()
    return 0


def import_much(rehearsal):
    for name in MUCH:
        __import__(name)
    run_apart(rehearsal)
    return import_little()


def run_apart(path):
    """Runs a program of ours, which leaves nothing but the interpreter's caches filled: what copies read they need not write."""
    streams = sys.stdin, sys.stdout
    code = compile(open(path).read(), path, 'exec')
    for _ in range(3):
        number = os.memfd_create('input')
        os.pwrite(number, REHEARSAL_INPUT, 0)
        with open(number) as sys.stdin, open('/dev/null', 'w') as sys.stdout:
            exec(code, {'__name__': '__main__'})
    sys.stdin, sys.stdout = streams


def can_renew():
    try:
        return 1 - renew()
    except AttributeError:
        return 0


def renew():
    """What the modules of MUCH do in the child of os.fork(), without what nobody needs who was never more than one thread."""
    random, threading = sys.modules['random'], sys.modules['threading']
    super(random.Random, random._inst).seed()
    random._inst.gauss_next = None
    threading._main_thread._set_native_id()
    return 0


def standard_stream(old, number, mode):
    """As create_stdio makes them."""
    try:
        os.fstat(number)
    except OSError:
        return None
    binary = io.open(number, mode + 'b', -1, None, None, None, False)
    raw = binary.raw if hasattr(binary, 'raw') else binary
    raw.name = old.name
    terminal = raw.isatty()
    stream = io.TextIOWrapper(
        binary, old.encoding, old.errors, '\n' if mode == 'w' else None, number == 2 or terminal, False
    )
    stream.mode = mode
    return stream


def import_anew(folder):
    """Files beside the script go before modules of the library: then none of those may be there yet."""
    try:
        beside = {name.partition('.')[0] for name in os.listdir(folder)}
    except OSError:
        return
    if beside.isdisjoint(ahead):
        return
    for name in ahead:
        del sys.modules[name]


def make_main(argv):
    sys.orig_argv = argv
    sys.argv = argv[1:]
    # A new one: what was there before gc.freeze is never collected, and the program's own things must be.
    main = sys.modules['__main__'] = module_type('__main__')
    main.__loader__ = sys.modules['_frozen_importlib_external'].SourceFileLoader('__main__', argv[1])
    main.__annotations__ = {}
    main.__builtins__ = builtins
    main.__file__ = argv[1]
    main.__cached__ = None
    global main_id
    main_id = id(main)
    return 0


def open_streams():
    """Anew, since how they read and write depends on the files behind: pipes behind two, and those stay in all copies."""
    sys.stdout = sys.__stdout__ = standard_stream(sys.stdout, 1, 'w')
    sys.stderr = sys.__stderr__ = standard_stream(sys.stderr, 2, 'w')
    open_input()


def open_input():
    sys.stdin = sys.__stdin__ = standard_stream(sys.stdin, 0, 'r')
    return 0


def begin(folder):
    sys.path.insert(0, folder)
    import_anew(folder)
    return 0


def status_of_exit(error):
    """The status that a SystemExit asks for; a text is printed instead (_Py_HandleSystemExit)."""
    code = error.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFFFFFFFF if -(2**63) <= code < 2**63 else -1
    try:
        print(code, file=sys.stderr)
    except BaseException:
        pass
    return 1


def can_flush(stream):
    return int(stream is not None and not getattr(stream, 'closed', False))


def has_threads():
    """threading._shutdown joins what isn't a daemon."""
    if 'threading' not in sys.modules:
        return 0
    globals()['join_threads'] = sys.modules['threading']._shutdown
    return 1


run_exit_functions = atexit._run_exitfuncs
thread_count = _thread._count
collect = gc.collect


def clear(namespace):
    """As _PyModule_ClearDict: names with one underscore first."""
    for name in list(namespace):
        if name[:1] == '_' and name[1:2] != '_':
            namespace[name] = None
    for name in list(namespace):
        if name != '__builtins__':
            namespace[name] = None


def state_of_collector():
    stats = gc.get_stats()
    return (
        gc.isenabled(),
        gc.get_threshold(),
        gc.get_debug(),
        len(gc.callbacks),
        stats[1]['collections'],
        stats[2]['collections'],
    )


def remember_objects():
    global state
    state = state_of_collector()
    return 0


def find_left():
    """If all that the program made and that the collector knows is young, `left` is that: a few thousand objects."""
    global left
    if thread_count() or state_of_collector() != state or gc.get_objects(2):
        return 0
    left = gc.get_objects(0) + gc.get_objects(1)
    return 1


def forget_left():
    left.clear()
    return 0


own = []


def let_go():
    """What the program's own modules hold goes with them, as in finalize_modules; the library's stays as it is."""
    for name in 'path argv ps1 ps2 last_type last_value last_traceback path_hooks path_importer_cache meta_path'.split():
        if hasattr(sys, name):
            setattr(sys, name, None)
    sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
    gc.callbacks.clear()  # which the interpreter's last collections don't call
    for module in sys.modules.values():
        if id(module) not in library and isinstance(module, module_type):
            own.append(weakref.ref(module))
    return 0


def clear_modules():
    """Those that are still held by something."""
    for reference in reversed(own):
        module = reference()
        if module is not None:
            clear(module.__dict__)
            module = None
    return 0
