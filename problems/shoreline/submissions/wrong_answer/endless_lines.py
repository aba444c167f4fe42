# Measures to the endless line through each piece.
import sys
from math import hypot

n, x, y, *numbers = map(int, sys.stdin.buffer.read().split())
shore = list(zip(numbers[::2], numbers[1::2]))
best = float("inf")
for (ax, ay), (bx, by) in zip(shore, shore[1:]):
    dx, dy = bx - ax, by - ay
    if dx == 0 and dy == 0:
        best = min(best, hypot(x - ax, y - ay))
    else:
        best = min(best, abs((x - ax) * dy - (y - ay) * dx) / hypot(dx, dy))
print(best)
