# Attack: instructions that no compiler makes, which crash the interpreter.
# Incident: strange-executables
# Expect: signaled SIGSEGV | signaled SIGABRT | signaled SIGBUS | signaled SIGILL | exited 1
def victim():
    return 1
victim.__code__ = victim.__code__.replace(co_code=bytes([100, 255, 100, 254, 83, 0] * 50), co_consts=())
victim()
