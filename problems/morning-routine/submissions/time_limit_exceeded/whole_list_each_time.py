# Reads the whole list of rules again for every task.
import sys

n, m, *numbers = map(int, sys.stdin.buffer.read().split())
rules = list(zip(numbers[::2], numbers[1::2]))
done, order = [False] * (n + 1), []
while len(order) < n:
    blocked = [False] * (n + 1)
    for a, b in rules:
        if not done[a]:
            blocked[b] = True
    task = next((task for task in range(1, n + 1) if not done[task] and not blocked[task]), None)
    if task is None:
        break
    done[task] = True
    order.append(task)
print(*order if len(order) == n else ["impossible"])
