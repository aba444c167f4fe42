// The table has room for 100 days; at() throws std::out_of_range for more.
#include <cstdio>
#include <vector>

int main() {
    int n, q;
    if (std::scanf("%d %d", &n, &q) != 2) return 1;
    std::vector<long long> total(101, 0);
    for (int day = 1; day <= n; day++) {
        long long rain;
        if (std::scanf("%lld", &rain) != 1) return 1;
        total.at(day) = total.at(day - 1) + rain;
    }
    for (int call = 0; call < q; call++) {
        int a, b;
        if (std::scanf("%d %d", &a, &b) != 2) return 1;
        std::printf("%lld\n", total[b] - total[a - 1]);
    }
}
