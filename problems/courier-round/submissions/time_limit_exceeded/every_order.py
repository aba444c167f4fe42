# Tries every order: 13! rounds.
from itertools import permutations

n = int(input())
depot, *stops = [tuple(map(int, input().split())) for _ in range(n + 1)]
best = None
for order in permutations(stops):
    minutes, place = 0, depot
    for stop in order + (depot,):
        minutes += abs(place[0] - stop[0]) + abs(place[1] - stop[1])
        place = stop
    if best is None or minutes < best:
        best = minutes
print(best)
