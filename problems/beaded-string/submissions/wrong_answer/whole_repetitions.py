# Only tries lengths that divide the string.
beads = input().strip()
n = len(beads)
print(next(p for p in range(1, n + 1) if n % p == 0 and beads[:p] * (n // p) == beads))
