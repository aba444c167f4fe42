# Attack: makes once more the system call by which its box waited for the run, as if there were another start to be had
# Expect: syscall-refused #1022
# Stdout: before
import ctypes

print('before', flush=True)
ctypes.CDLL(None).syscall(1022)
print('BREACH the call came back')
