#include <algorithm>
#include <cstdio>
#include <limits>
#include <vector>

int main() {
    int n, q;
    if (std::scanf("%d %d", &n, &q) != 2) return 1;
    // tree[n + i] is gauge i; tree[k] is the least of tree[2k] and tree[2k + 1].
    std::vector<int> tree(2 * n);
    for (int i = 0; i < n; i++) {
        if (std::scanf("%d", &tree[n + i]) != 1) return 1;
    }
    for (int k = n - 1; k >= 1; k--) tree[k] = std::min(tree[2 * k], tree[2 * k + 1]);
    while (q-- > 0) {
        char kind[8];
        int first, second;
        if (std::scanf("%7s %d %d", kind, &first, &second) != 3) return 1;
        if (kind[0] == 's') {
            int k = n + first - 1;
            for (tree[k] = second; k > 1; k /= 2) tree[k / 2] = std::min(tree[k], tree[k ^ 1]);
        } else {
            int least = std::numeric_limits<int>::max();
            for (int a = n + first - 1, b = n + second; a < b; a /= 2, b /= 2) {
                if (a % 2) least = std::min(least, tree[a++]);
                if (b % 2) least = std::min(least, tree[--b]);
            }
            std::printf("%d\n", least);
        }
    }
}
