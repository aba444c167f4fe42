// Wants a pause between two clubs.
#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

int main() {
    int n;
    if (std::scanf("%d", &n) != 1) return 1;
    std::vector<std::pair<int, int>> requests(n);
    for (auto& [end, begin] : requests) {
        if (std::scanf("%d %d", &begin, &end) != 2) return 1;
    }
    std::sort(requests.begin(), requests.end());
    int granted = 0, free_from = -1;
    for (const auto& [end, begin] : requests) {
        if (begin <= free_from) continue;
        granted++;
        free_from = end;
    }
    std::printf("%d\n", granted);
}
