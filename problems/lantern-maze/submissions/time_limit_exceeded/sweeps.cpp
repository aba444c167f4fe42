// Sweeps the whole green until nothing changes; a serpentine needs a sweep for almost every step.
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main() {
    const int far = 1'000'000'000;
    int h, w;
    std::cin >> h >> w;
    std::vector<std::string> rows(h);
    for (auto& row : rows) std::cin >> row;
    std::vector<std::vector<int>> steps(h + 2, std::vector<int>(w + 2, far));
    int ty = 0, tx = 0;
    for (int y = 1; y <= h; y++) {
        for (int x = 1; x <= w; x++) {
            if (rows[y - 1][x - 1] == 'S') steps[y][x] = 0;
            if (rows[y - 1][x - 1] == 'T') ty = y, tx = x;
        }
    }
    bool changed = true;
    while (changed) {
        changed = false;
        auto before = steps;
        for (int y = 1; y <= h; y++) {
            for (int x = 1; x <= w; x++) {
                if (rows[y - 1][x - 1] == '#') continue;
                const int nearest = std::min({before[y - 1][x], before[y + 1][x], before[y][x - 1], before[y][x + 1]});
                if (nearest + 1 < steps[y][x]) {
                    steps[y][x] = nearest + 1;
                    changed = true;
                }
            }
        }
    }
    if (steps[ty][tx] >= far) std::cout << "no way\n";
    else std::cout << steps[ty][tx] << '\n';
}
