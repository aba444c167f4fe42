# Turns the wrong way.
h, w = map(int, input().split())
y, x, dy, dx = 0, 0, 0, 1
clear = {(0, 0)}
for command in input().strip():
    if command == "F":
        if 0 <= y + dy < h and 0 <= x + dx < w:
            y, x = y + dy, x + dx
            clear.add((y, x))
    elif command == "L":
        dy, dx = dx, -dy
    else:
        dy, dx = -dx, dy
print(len(clear), y + 1, x + 1)
