// Right idea, but costs are kept in 32 bits and wrap around.
#include <cstdint>
#include <cstdio>
#include <deque>
#include <vector>

int main() {
    int n, m;
    if (std::scanf("%d %d", &n, &m) != 2) return 1;
    struct Ferry {
        int to;
        std::uint32_t fare;
    };
    std::vector<std::vector<Ferry>> ferries(n + 1);
    for (int i = 0; i < m; i++) {
        int a, b;
        std::uint32_t c;
        if (std::scanf("%d %d %u", &a, &b, &c) != 3) return 1;
        ferries[a].push_back({b, c});
        ferries[b].push_back({a, c});
    }
    const std::uint32_t far = 4'000'000'000u;
    std::vector<std::uint32_t> least(2 * n + 2, far);
    std::deque<int> waiting{2};
    least[2] = 0;
    for (long long visits = 0; !waiting.empty() && visits < 1'000'000; visits++) {
        const int state = waiting.front(), used = state % 2;
        waiting.pop_front();
        for (const auto& ferry : ferries[state / 2]) {
            for (int voucher = used; voucher < 2; voucher++) {
                const std::uint32_t cost = least[state] + (voucher == used ? ferry.fare : ferry.fare / 2);
                const int following = 2 * ferry.to + voucher;
                if (cost < least[following]) {
                    least[following] = cost;
                    waiting.push_back(following);
                }
            }
        }
    }
    const std::uint32_t best = std::min(least[2 * n], least[2 * n + 1]);
    if (best == far) std::puts("impossible");
    else std::printf("%u\n", best);
}
