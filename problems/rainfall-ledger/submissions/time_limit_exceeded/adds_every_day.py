# Adds up the days of every call anew.
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
n, q = numbers[0], numbers[1]
rains = numbers[2 : 2 + n]
calls = iter(numbers[2 + n :])
for a, b in zip(calls, calls):
    total = 0
    for day in range(a - 1, b):
        total += rains[day]
    print(total)
