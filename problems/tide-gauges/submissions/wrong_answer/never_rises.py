# Keeps the least of each block, but a higher reading never lifts it again.
import sys

lines = sys.stdin.read().split("\n")
n, q = map(int, lines[0].split())
readings = list(map(int, lines[1].split()))
SIZE = 4
least = [min(readings[i : i + SIZE]) for i in range(0, n, SIZE)]
for line in lines[2 : 2 + q]:
    kind, first, second = line.split()
    if kind == "set":
        place = int(first) - 1
        readings[place] = int(second)
        least[place // SIZE] = min(least[place // SIZE], int(second))
    else:
        a, b = int(first) - 1, int(second)
        found = []
        while a < b:
            if a % SIZE == 0 and a + SIZE <= b:
                found.append(least[a // SIZE])
                a += SIZE
            else:
                found.append(readings[a])
                a += 1
        print(min(found))
