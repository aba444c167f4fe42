# Always takes the task that became ready last: another order than the C++ solution's.
import sys


def main():
    n, m, *numbers = map(int, sys.stdin.buffer.read().split())
    followers = [[] for _ in range(n + 1)]
    waits_for = [0] * (n + 1)
    for a, b in zip(numbers[::2], numbers[1::2]):
        followers[a].append(b)
        waits_for[b] += 1
    ready = [task for task in range(1, n + 1) if waits_for[task] == 0]
    order = []
    while ready:
        task = ready.pop()
        order.append(task)
        for follower in followers[task]:
            waits_for[follower] -= 1
            if waits_for[follower] == 0:
                ready.append(follower)
    print(*order if len(order) == n else ["impossible"])


main()
