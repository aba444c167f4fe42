# For each request, looks at all earlier ones: quadratic.
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
requests = sorted(zip(numbers[2::2], numbers[1::2]))
most = []
for i, (end, begin) in enumerate(requests):
    best = 0
    for j in range(i):
        if requests[j][0] <= begin and most[j] > best:
            best = most[j]
    most.append(best + 1)
print(max(most))
