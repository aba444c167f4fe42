# Attack: writes into the interpreter's memory, code and constants that it shares with the template until they are written to
# Expect: exited 0
# Stdout: clean
# Times: 3
import collections
import ctypes
import sys

small = 42
digit = ctypes.cast(id(small) + 24, ctypes.POINTER(ctypes.c_uint32))
changed = digit[0] != 42 or hasattr(collections.Counter, 'left') or getattr(sys, 'left', None)
print('BREACH' if changed else 'clean', flush=True)
collections.Counter.left = sys.left = True
digit[0] = 43
ctypes.pythonapi._exit(0)
