# Counts divisors by prime factors, so that most numbers end early.
def main():
    n = int(input())
    divisors, prime = 1, 2
    while prime * prime <= n:
        exponent = 0
        while n % prime == 0:
            n //= prime
            exponent += 1
        divisors *= exponent + 1
        prime += 1 if prime == 2 else 2
    if n > 1:
        divisors *= 2
    print((divisors + 1) // 2)


main()
