import sys


def main():
    lines = sys.stdin.read().split("\n")
    h, w = map(int, lines[0].split())
    # A frame of hedges makes every neighbour exist; cells are numbered row by row.
    width = w + 2
    cells = "#" * width + "".join("#" + lines[1 + y][:w] + "#" for y in range(h)) + "#" * width
    start, tent = cells.index("S"), cells.index("T")
    free = [cell != "#" for cell in cells]
    free[start] = False
    frontier, steps = [start], 0
    while frontier:
        following = []
        for place in frontier:
            if place == tent:
                print(steps)
                return
            for neighbour in (place - width, place + width, place - 1, place + 1):
                if free[neighbour]:
                    free[neighbour] = False
                    following.append(neighbour)
        frontier = following
        steps += 1
    print("no way")


main()
