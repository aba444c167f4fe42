# Goes one call deeper per waiting task: RecursionError on a long chain.
import sys

n, m, *numbers = map(int, sys.stdin.buffer.read().split())
before = [[] for _ in range(n + 1)]
for a, b in zip(numbers[::2], numbers[1::2]):
    before[b].append(a)
state, order, circle = ["new"] * (n + 1), [], False


def place(task):
    global circle
    state[task] = "open"
    for earlier in before[task]:
        if state[earlier] == "open":
            circle = True
        elif state[earlier] == "new":
            place(earlier)
    state[task] = "done"
    order.append(task)


for task in range(1, n + 1):
    if state[task] == "new":
        place(task)
print(*["impossible"] if circle else order)
