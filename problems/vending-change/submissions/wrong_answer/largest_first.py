# Grabs the largest coin that fits, again and again.
k, x = map(int, input().split())
count = 0
for coin in sorted(map(int, input().split()), reverse=True):
    count += x // coin
    x %= coin
print(count if x == 0 else -1)
