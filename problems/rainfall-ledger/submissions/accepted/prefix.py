import sys
from itertools import accumulate


def main():
    numbers = list(map(int, sys.stdin.buffer.read().split()))
    n, q = numbers[0], numbers[1]
    total = [0, *accumulate(numbers[2 : 2 + n])]
    calls = iter(numbers[2 + n :])
    print("\n".join(str(total[b] - total[a - 1]) for a, b in zip(calls, calls)))


main()
