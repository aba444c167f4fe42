# Attack: floods standard error without end; that alone ends nothing, so the time does.
# Incident: piston-629 output-flood error-output-flood
# Limits: outputBytes=100000 cpuTimeMs=400
# Expect: cpu-limit | wall-limit
import sys
while True:
    sys.stderr.write('noise' * 1000)
