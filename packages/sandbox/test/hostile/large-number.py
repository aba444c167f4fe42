# Attack: one operation that takes for ever and heeds no signal.
# Incident: sleepers
# Limits: cpuTimeMs=300
# Expect: cpu-limit
import signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
print(3 ** (3 ** 20) % 7)
