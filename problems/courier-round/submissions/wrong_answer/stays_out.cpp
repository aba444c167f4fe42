// Forgets the way back to the depot.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<long long> x(n + 1), y(n + 1);
    for (int i = 0; i <= n; i++) std::cin >> x[i] >> y[i];
    const long long far = 1'000'000'000'000;
    std::vector<std::vector<long long>> least(1 << n, std::vector<long long>(n + 1, far));
    least[0][0] = 0;
    for (int visited = 0; visited < 1 << n; visited++) {
        for (int last = 0; last <= n; last++) {
            for (int next = 1; next <= n; next++) {
                if (visited >> (next - 1) & 1) continue;
                auto& known = least[visited | 1 << (next - 1)][next];
                known = std::min(known, least[visited][last] + std::abs(x[last] - x[next]) + std::abs(y[last] - y[next]));
            }
        }
    }
    std::cout << *std::min_element(least.back().begin(), least.back().end()) << '\n';
}
