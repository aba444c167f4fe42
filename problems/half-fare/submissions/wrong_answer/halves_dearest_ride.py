# Takes the cheapest way without voucher, then halves its dearest ride.
import sys
from heapq import heappop, heappush

numbers = list(map(int, sys.stdin.buffer.read().split()))
n = numbers[0]
lines = [[] for _ in range(n + 1)]
for a, b, c in zip(numbers[2::3], numbers[3::3], numbers[4::3]):
    lines[a].append((b, c))
    lines[b].append((a, c))
done = set()
heap = [(0, 1, 0)]
answer = "impossible"
while heap:
    cost, place, dearest = heappop(heap)
    if place == n:
        answer = cost - dearest + dearest // 2
        break
    if place in done:
        continue
    done.add(place)
    for following, fare in lines[place]:
        heappush(heap, (cost + fare, following, max(dearest, fare)))
print(answer)
