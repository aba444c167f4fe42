# Attack: prints without end.
# Incident: piston-301 output-flood
# Limits: outputBytes=100000
# Output: 100000
# Expect: output-limit
while True:
    print('yes')
