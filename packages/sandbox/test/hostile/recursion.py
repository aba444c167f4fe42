# Attack: recursion beyond the interpreter's bound, in Python and in C.
# Incident: judge0-298
# Limits: memoryBytes=67108864
# Expect: memory-limit | signaled SIGSEGV
import sys
sys.setrecursionlimit(10 ** 9)
class Deep:
    def __repr__(self):
        return repr(self)
repr(Deep())
