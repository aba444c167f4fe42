import sys


def main():
    teams = []
    for line in sys.stdin.read().split("\n")[1:]:
        if line:
            name, points, seconds = line.split()
            teams.append((-int(points), int(seconds), name))
    teams.sort()
    print("\n".join(name for _, _, name in teams))


main()
