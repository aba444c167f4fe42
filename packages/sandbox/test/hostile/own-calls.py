# Attack: makes system calls without the interpreter's help, and from code of its own in memory.
# Incident: judger-deny-list
# Expect: exited 0
# Violations: ptrace*2 bpf mount
# Stdout: safe
import ctypes, mmap
libc = ctypes.CDLL(None, use_errno=True)
for number, name in ((101, 'ptrace'), (321, 'bpf'), (165, 'mount')):
    if libc.syscall(number, 0, 0, 0, 0, 0) != -1:
        print('BREACH:', name)
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(bytes.fromhex('31ff b865000000 0f05 c3'))  # ptrace(0, …); return
own = ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
if own() >= 0:
    print('BREACH: own code')
print('safe')
