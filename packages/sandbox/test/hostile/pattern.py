# Attack: a pattern that takes time exponential in its input.
# Incident: sleepers
# Limits: cpuTimeMs=300
# Expect: cpu-limit
import re
re.match('(a+)+$', 'a' * 100 + 'b')
