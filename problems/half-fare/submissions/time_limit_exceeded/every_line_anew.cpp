// One whole search per ferry line at half fare.
#include <cstdio>
#include <functional>
#include <limits>
#include <queue>
#include <vector>

struct Ferry {
    int a, b;
    long long fare;
};

const long long far = std::numeric_limits<long long>::max();

long long cheapest(int n, const std::vector<Ferry>& ferries, const std::vector<std::vector<int>>& at, int halved) {
    std::vector<long long> least(n + 1, far);
    using State = std::pair<long long, int>;
    std::priority_queue<State, std::vector<State>, std::greater<State>> heap;
    least[1] = 0;
    heap.push({0, 1});
    while (!heap.empty()) {
        const auto [cost, harbour] = heap.top();
        heap.pop();
        if (cost != least[harbour]) continue;
        for (const int i : at[harbour]) {
            const int to = ferries[i].a ^ ferries[i].b ^ harbour;
            const long long total = cost + (i == halved ? ferries[i].fare / 2 : ferries[i].fare);
            if (total < least[to]) {
                least[to] = total;
                heap.push({total, to});
            }
        }
    }
    return least[n];
}

int main() {
    int n, m;
    if (std::scanf("%d %d", &n, &m) != 2) return 1;
    std::vector<Ferry> ferries(m);
    std::vector<std::vector<int>> at(n + 1);
    for (int i = 0; i < m; i++) {
        if (std::scanf("%d %d %lld", &ferries[i].a, &ferries[i].b, &ferries[i].fare) != 3) return 1;
        at[ferries[i].a].push_back(i);
        at[ferries[i].b].push_back(i);
    }
    long long best = far;
    for (int i = 0; i < m; i++) best = std::min(best, cheapest(n, ferries, at, i));
    if (best == far) std::puts("impossible");
    else std::printf("%lld\n", best);
}
