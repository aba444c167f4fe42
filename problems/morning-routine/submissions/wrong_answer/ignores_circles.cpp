// Never says impossible: prints only the tasks that aren't stuck in a circle.
#include <cstdio>
#include <vector>

int main() {
    int n, m;
    if (std::scanf("%d %d", &n, &m) != 2) return 1;
    std::vector<std::vector<int>> followers(n + 1);
    std::vector<int> waits_for(n + 1, 0), order;
    while (m-- > 0) {
        int a, b;
        if (std::scanf("%d %d", &a, &b) != 2) return 1;
        followers[a].push_back(b);
        waits_for[b]++;
    }
    for (int task = 1; task <= n; task++) {
        if (waits_for[task] == 0) order.push_back(task);
    }
    for (std::size_t i = 0; i < order.size(); i++) {
        std::printf("%d ", order[i]);
        for (const int follower : followers[order[i]]) {
            if (--waits_for[follower] == 0) order.push_back(follower);
        }
    }
    std::puts("");
}
