// Sums in 32 bits; unsigned, so that it wraps without being undefined.
#include <cstdio>
#include <vector>

int main() {
    int n, q;
    if (std::scanf("%d %d", &n, &q) != 2) return 1;
    std::vector<unsigned> total(n + 1, 0);
    for (int day = 1; day <= n; day++) {
        unsigned rain;
        if (std::scanf("%u", &rain) != 1) return 1;
        total[day] = total[day - 1] + rain;
    }
    for (int call = 0; call < q; call++) {
        int a, b;
        if (std::scanf("%d %d", &a, &b) != 2) return 1;
        std::printf("%u\n", total[b] - total[a - 1]);
    }
}
