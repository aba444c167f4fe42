# Halves the number of divisors and loses the square.
n = int(input())
divisors = 0
side = 1
while side * side <= n:
    if n % side == 0:
        divisors += 1 if side * side == n else 2
    side += 1
print(divisors // 2)
