# The odd tickets downwards, then the even ones downwards: another seating than the C++ solution's.
def main():
    n = int(input())
    if n in (2, 3):
        print("impossible")
        return
    odd, even = list(range(1, n + 1, 2)), list(range(2, n + 1, 2))
    print(*odd[::-1], *even[::-1])


main()
