"""A run of no one: what short programs do most, so that the memory which they write to is known (start_python.c)."""
import math
import sys
from collections import deque


class Counted:
    total = 0

    def __init__(self, number):
        self.number = number
        Counted.total += number

    def __repr__(self):
        return f'<{self.number:>4}>'


def largest(numbers):
    best = numbers[0]
    for number in numbers:
        if number > best:
            best = number
    return best


def main():
    first = list(map(int, input().split()))
    rest = [int(word) for line in sys.stdin for word in line.split()]
    counts = {}
    for number in sorted(first + rest, reverse=True):
        counts[number] = counts.get(number, 0) + 1
    queue = deque(Counted(number) for number in counts)
    try:
        first[len(first)]
    except IndexError:
        queue.popleft()
    print(largest(first), sum(rest), math.sqrt(Counted.total), *queue)
    sys.stdout.write('%d %s\n' % (len(queue), ' '.join(map(str, rest))))


if __name__ == '__main__':
    main()
