def main():
    n = int(input())
    places = [tuple(map(int, input().split())) for _ in range(n + 1)]
    ride = [[abs(a - c) + abs(b - d) for c, d in places] for a, b in places]
    far = 10**9
    everything = (1 << n) - 1
    # left[visited][last]: the shortest way to finish the round; filled from full sets down to the empty one.
    left = [[far] * (n + 1) for _ in range(1 << n)]
    left[everything] = [ride[last][0] for last in range(n + 1)]
    for visited in range(everything - 1, -1, -1):
        open_stops = [(i, left[visited | 1 << (i - 1)][i]) for i in range(1, n + 1) if not visited >> (i - 1) & 1]
        lasts = [i for i in range(1, n + 1) if visited >> (i - 1) & 1] or [0]
        for last in lasts:
            from_last = ride[last]
            left[visited][last] = min([from_last[i] + minutes for i, minutes in open_stops])
    print(left[0][0])


main()
