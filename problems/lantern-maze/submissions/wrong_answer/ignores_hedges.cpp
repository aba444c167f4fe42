// Straight-line distance on the grid, as if there were no hedges.
#include <cstdlib>
#include <iostream>
#include <string>

int main() {
    int h, w, sy = 0, sx = 0, ty = 0, tx = 0;
    std::cin >> h >> w;
    for (int y = 0; y < h; y++) {
        std::string row;
        std::cin >> row;
        for (int x = 0; x < w; x++) {
            if (row[x] == 'S') sy = y, sx = x;
            if (row[x] == 'T') ty = y, tx = x;
        }
    }
    std::cout << std::abs(sy - ty) + std::abs(sx - tx) << '\n';
}
