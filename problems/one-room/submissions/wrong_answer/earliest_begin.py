# Grants whoever begins first.
n = int(input())
requests = sorted(tuple(map(int, input().split())) for _ in range(n))
granted, free_from = 0, 0
for begin, end in requests:
    if begin >= free_from:
        granted += 1
        free_from = end
print(granted)
