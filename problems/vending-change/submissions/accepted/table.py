def main():
    k, x = map(int, input().split())
    coins = list(map(int, input().split()))
    never = 10**6
    fewest = [0] + [never] * x
    for coin in coins:
        for amount in range(coin, x + 1):
            candidate = fewest[amount - coin] + 1
            if candidate < fewest[amount]:
                fewest[amount] = candidate
    print(fewest[x] if fewest[x] < never else -1)


main()
