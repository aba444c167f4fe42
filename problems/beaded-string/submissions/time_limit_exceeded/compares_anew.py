# Compares bead by bead for every length: quadratic when the difference is at the end.
beads = input().strip()
n = len(beads)
for p in range(1, n + 1):
    i = p
    while i < n and beads[i] == beads[i - p]:
        i += 1
    if i == n:
        print(p)
        break
