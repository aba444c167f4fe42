"""A run of no one: what short programs do most, so that the memory which they use is known (start_python.c)."""
import sys


def solve(numbers):
    counts = {}
    for number in sorted(numbers):
        counts[number] = counts.get(number, 0) + 1
    return max(counts), sum(counts.values())


first = list(map(int, input().split()))
rest = [int(word) for line in sys.stdin for word in line.split()]
print(*solve(first + rest))
