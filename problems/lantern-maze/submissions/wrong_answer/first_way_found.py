# Depth first: finds some way, not a shortest one.
import sys

lines = sys.stdin.read().split("\n")
h, w = map(int, lines[0].split())
rows = lines[1 : 1 + h]
start = next((y, row.index("S")) for y, row in enumerate(rows) if "S" in row)
waiting, seen, answer = [(start, 0)], {start}, "no way"
while waiting:
    (y, x), steps = waiting.pop()
    if rows[y][x] == "T":
        answer = steps
        break
    for ny, nx in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
        if 0 <= ny < h and 0 <= nx < w and rows[ny][nx] != "#" and (ny, nx) not in seen:
            seen.add((ny, nx))
            waiting.append(((ny, nx), steps + 1))
print(answer)
