import sys
from math import hypot


def main():
    n, x, y, *numbers = map(int, sys.stdin.buffer.read().split())
    shore = list(zip(numbers[::2], numbers[1::2]))
    best = float("inf")
    for (ax, ay), (bx, by) in zip(shore, shore[1:]):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        part = 0.0
        if length > 0:
            part = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length))
        best = min(best, hypot(x - ax - part * dx, y - ay - part * dy))
    print(best)


main()
