# Sorts the tasks by the number of rules before them.
import sys

n, m, *numbers = map(int, sys.stdin.buffer.read().split())
waits_for = [0] * (n + 1)
for b in numbers[1::2]:
    waits_for[b] += 1
if 0 not in waits_for[1:]:
    print("impossible")
else:
    print(*sorted(range(1, n + 1), key=lambda task: waits_for[task]))
