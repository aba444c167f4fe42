#include <cstdio>
#include <vector>

int main() {
    int n, q;
    if (std::scanf("%d %d", &n, &q) != 2) return 1;
    std::vector<long long> total(n + 1, 0);
    for (int day = 1; day <= n; day++) {
        int rain;
        if (std::scanf("%d", &rain) != 1) return 1;
        total[day] = total[day - 1] + rain;
    }
    for (int call = 0; call < q; call++) {
        int a, b;
        if (std::scanf("%d %d", &a, &b) != 2) return 1;
        std::printf("%lld\n", total[b] - total[a - 1]);
    }
}
