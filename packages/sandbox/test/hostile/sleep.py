# Attack: sleeps.
# Incident: sleepers
# Limits: wallTimeMs=300
# Expect: wall-limit
import time
while True:
    time.sleep(1000)
