# Counts to twice the level one by one; fine for small levels.
level = int(input())
total = 0
step = 1 if level > 0 else -1
while total != 2 * level:
    total += step
print(total)
