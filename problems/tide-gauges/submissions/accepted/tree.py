import sys


def main():
    lines = sys.stdin.read().split("\n")
    n, q = map(int, lines[0].split())
    tree = [0] * n + list(map(int, lines[1].split()))
    for k in range(n - 1, 0, -1):
        tree[k] = min(tree[2 * k], tree[2 * k + 1])
    answers = []
    for line in lines[2 : 2 + q]:
        kind, first, second = line.split()
        if kind == "set":
            k = n + int(first) - 1
            tree[k] = int(second)
            while k > 1:
                one, other = tree[k], tree[k ^ 1]
                k >>= 1
                tree[k] = one if one < other else other
        else:
            a, b = n + int(first) - 1, n + int(second)
            least = tree[a]
            while a < b:
                if a & 1:
                    if tree[a] < least:
                        least = tree[a]
                    a += 1
                if b & 1:
                    b -= 1
                    if tree[b] < least:
                        least = tree[b]
                a >>= 1
                b >>= 1
            answers.append(least)
    print("\n".join(map(str, answers)))


main()
