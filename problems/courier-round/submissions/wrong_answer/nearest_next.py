# Always rides to the nearest address that is left.
n = int(input())
depot, *left = [tuple(map(int, input().split())) for _ in range(n + 1)]


def ride(a, b):
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


place, minutes = depot, 0
while left:
    nearest = min(left, key=lambda stop: ride(place, stop))
    minutes += ride(place, nearest)
    left.remove(nearest)
    place = nearest
print(minutes + ride(place, depot))
