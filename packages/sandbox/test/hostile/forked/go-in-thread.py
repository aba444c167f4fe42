# Attack: the same call from many threads at once, while others compute: none of them may be taken for a box that waits
# Expect: syscall-refused #1022
import ctypes
import threading

call = ctypes.CDLL(None).syscall
threads = [threading.Thread(target=call, args=(1022,)) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print('BREACH the calls came back')
