# Puts the teams on a shelf by their points, but the shelf ends at 1000.
import sys


def main():
    shelf = [[] for _ in range(1001)]
    for line in sys.stdin.read().split("\n")[1:]:
        if line:
            name, points, seconds = line.split()
            shelf[int(points)].append((int(seconds), name))
    print("\n".join(name for teams in reversed(shelf) for _, name in sorted(teams)))


main()
