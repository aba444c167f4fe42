#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<long long> x(n + 1), y(n + 1);
    for (int i = 0; i <= n; i++) std::cin >> x[i] >> y[i];
    const auto ride = [&](int a, int b) { return std::abs(x[a] - x[b]) + std::abs(y[a] - y[b]); };
    const long long far = 1'000'000'000'000;
    // least[visited][last]: place 0 is the depot, bit i - 1 stands for address i.
    std::vector<std::vector<long long>> least(1 << n, std::vector<long long>(n + 1, far));
    least[0][0] = 0;
    for (int visited = 0; visited < 1 << n; visited++) {
        for (int last = 0; last <= n; last++) {
            if (least[visited][last] == far) continue;
            for (int next = 1; next <= n; next++) {
                if (visited >> (next - 1) & 1) continue;
                auto& known = least[visited | 1 << (next - 1)][next];
                known = std::min(known, least[visited][last] + ride(last, next));
            }
        }
    }
    long long best = far;
    for (int last = 1; last <= n; last++) best = std::min(best, least[(1 << n) - 1][last] + ride(last, 0));
    std::cout << best << '\n';
}
