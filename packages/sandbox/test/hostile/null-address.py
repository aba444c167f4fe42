# Attack: reads at address zero.
# Incident: strange-executables
# Expect: signaled SIGSEGV
import ctypes
ctypes.string_at(0)
