# Cheapest ways from both ends, then every line is tried as the one at half fare.
import sys
from heapq import heappop, heappush

FAR = 10**18


def distances(lines, start):
    least = [FAR] * len(lines)
    least[start] = 0
    heap = [(0, start)]
    while heap:
        cost, place = heappop(heap)
        if cost != least[place]:
            continue
        for following, fare in lines[place]:
            total = cost + fare
            if total < least[following]:
                least[following] = total
                heappush(heap, (total, following))
    return least


def main():
    numbers = list(map(int, sys.stdin.buffer.read().split()))
    n = numbers[0]
    ferries = list(zip(numbers[2::3], numbers[3::3], numbers[4::3]))
    lines = [[] for _ in range(n + 1)]
    for a, b, c in ferries:
        lines[a].append((b, c))
        lines[b].append((a, c))
    start, end = distances(lines, 1), distances(lines, n)
    best = start[n]
    for a, b, c in ferries:
        best = min(best, start[a] + c // 2 + end[b], start[b] + c // 2 + end[a])
    print("impossible" if best >= FAR else best)


main()
