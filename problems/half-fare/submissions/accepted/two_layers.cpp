// Dijkstra on pairs (harbour, voucher used or not).
#include <cstdio>
#include <functional>
#include <limits>
#include <queue>
#include <tuple>
#include <vector>

struct Ferry {
    int to;
    long long fare;
};

int main() {
    int n, m;
    if (std::scanf("%d %d", &n, &m) != 2) return 1;
    std::vector<std::vector<Ferry>> ferries(n + 1);
    for (int i = 0; i < m; i++) {
        int a, b;
        long long c;
        if (std::scanf("%d %d %lld", &a, &b, &c) != 3) return 1;
        ferries[a].push_back({b, c});
        ferries[b].push_back({a, c});
    }
    const long long far = std::numeric_limits<long long>::max();
    std::vector<long long> least(2 * (n + 1), far);
    using State = std::pair<long long, int>;
    std::priority_queue<State, std::vector<State>, std::greater<State>> heap;
    const auto reach = [&](long long cost, int state) {
        if (cost >= least[state]) return;
        least[state] = cost;
        heap.push({cost, state});
    };
    reach(0, 2);
    while (!heap.empty()) {
        const auto [cost, state] = heap.top();
        heap.pop();
        if (cost != least[state]) continue;
        const int harbour = state / 2, used = state % 2;
        for (const auto& ferry : ferries[harbour]) {
            reach(cost + ferry.fare, 2 * ferry.to + used);
            if (!used) reach(cost + ferry.fare / 2, 2 * ferry.to + 1);
        }
    }
    const long long best = std::min(least[2 * n], least[2 * n + 1]);
    if (best == far) std::puts("impossible");
    else std::printf("%lld\n", best);
}
