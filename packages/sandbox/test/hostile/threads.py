# Attack: threads without end.
# Incident: busy-threads fork-bomb-threads
# Limits: processCount=16
# Resource: process limit
# Expect: exited 0
# Stdout: 15
import os, threading
count = 0
try:
    while count < 1000:
        threading.Thread(target=threading.Event().wait, daemon=True).start()
        count += 1
except RuntimeError:
    print(count, flush=True)
os._exit(0)
