# Attack: ends, but never comes to an end: handlers of its exit compute.
# Incident: sleepers
# Limits: cpuTimeMs=300
# Expect: cpu-limit
import atexit
def again():
    while True:
        pass
atexit.register(again)
raise SystemExit(0)
