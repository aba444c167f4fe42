# Tries all seatings in order; the good ones are a long way off.
from itertools import permutations

n = int(input())
for seats in permutations(range(1, n + 1)):
    if all(abs(left - right) > 1 for left, right in zip(seats, seats[1:])):
        print(*seats)
        break
else:
    print("impossible")
