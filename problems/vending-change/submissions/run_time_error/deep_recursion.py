# Remembers amounts, but goes one call deeper per coin: RecursionError for many coins.
k, x = map(int, input().split())
coins = list(map(int, input().split()))
NEVER = 10**6
known = {0: 0}


def fewest(amount):
    if amount not in known:
        known[amount] = min([fewest(amount - coin) + 1 for coin in coins if coin <= amount] + [NEVER])
    return known[amount]


answer = fewest(x)
print(answer if answer < NEVER else -1)
