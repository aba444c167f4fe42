# Right ways, but it looks up the end as if it could always be reached.
import sys
from heapq import heappop, heappush


def main():
    numbers = list(map(int, sys.stdin.buffer.read().split()))
    n = numbers[0]
    lines = [[] for _ in range(n + 1)]
    for a, b, c in zip(numbers[2::3], numbers[3::3], numbers[4::3]):
        lines[a].append((b, c))
        lines[b].append((a, c))
    settled = {}
    heap = [(0, 1, False)]
    while heap:
        cost, place, used = heappop(heap)
        if (place, used) in settled:
            continue
        settled[place, used] = cost
        for following, fare in lines[place]:
            heappush(heap, (cost + fare, following, used))
            if not used:
                heappush(heap, (cost + fare // 2, following, True))
    print(settled[n, True])


main()
