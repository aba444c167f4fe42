# Attack: a constant that the compiler would compute, large enough to fill the memory.
# Incident: template-bombs
# Expect: exited 0 | exited 1 | memory-limit | cpu-limit
# Limits: cpuTimeMs=2000 memoryBytes=134217728
a = 'x' * 10 ** 12
b = (1,) * 10 ** 10
c = 2 ** 10 ** 10 ** 10
d = ((((1 << 4000) << 4000) << 4000) << 4000) ** 100
