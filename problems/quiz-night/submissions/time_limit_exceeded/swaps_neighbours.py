# Swaps neighbours until all are in order: quadratic.
n = int(input())
teams = []
for _ in range(n):
    name, points, seconds = input().split()
    teams.append((-int(points), int(seconds), name))
swapped = True
while swapped:
    swapped = False
    for i in range(n - 1):
        if teams[i] > teams[i + 1]:
            teams[i], teams[i + 1] = teams[i + 1], teams[i]
            swapped = True
for team in teams:
    print(team[2])
