# Closes in on the nearest place of each piece from both sides, in far too many steps.
import sys
from math import hypot

STEPS = 5000


def main():
    n, x, y, *numbers = map(int, sys.stdin.buffer.read().split())
    shore = list(zip(numbers[::2], numbers[1::2]))
    best = float("inf")
    for (ax, ay), (bx, by) in zip(shore, shore[1:]):
        dx, dy = bx - ax, by - ay
        low, high = 0.0, 1.0
        for _ in range(STEPS):
            third = (high - low) / 3
            left, right = low + third, high - third
            if hypot(ax + left * dx - x, ay + left * dy - y) < hypot(ax + right * dx - x, ay + right * dy - y):
                high = right
            else:
                low = left
        best = min(best, hypot(ax + low * dx - x, ay + low * dy - y))
    print(best)


main()
