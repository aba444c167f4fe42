# Walks past every gauge of the stretch for every captain.
import sys

lines = sys.stdin.read().split("\n")
n, q = map(int, lines[0].split())
readings = list(map(int, lines[1].split()))
for line in lines[2 : 2 + q]:
    kind, first, second = line.split()
    if kind == "set":
        readings[int(first) - 1] = int(second)
    else:
        least = readings[int(first) - 1]
        for i in range(int(first), int(second)):
            if readings[i] < least:
                least = readings[i]
        print(least)
