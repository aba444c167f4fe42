#include <iostream>
#include <queue>
#include <string>
#include <utility>
#include <vector>

int main() {
    int h, w;
    std::cin >> h >> w;
    std::vector<std::string> rows(h);
    for (auto& row : rows) std::cin >> row;
    std::vector<std::vector<int>> steps(h, std::vector<int>(w, -1));
    std::queue<std::pair<int, int>> waiting;
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            if (rows[y][x] == 'S') {
                steps[y][x] = 0;
                waiting.push({y, x});
            }
        }
    }
    const int dy[] = {-1, 1, 0, 0}, dx[] = {0, 0, -1, 1};
    while (!waiting.empty()) {
        const auto [y, x] = waiting.front();
        waiting.pop();
        if (rows[y][x] == 'T') {
            std::cout << steps[y][x] << '\n';
            return 0;
        }
        for (int side = 0; side < 4; side++) {
            const int ny = y + dy[side], nx = x + dx[side];
            if (ny < 0 || ny >= h || nx < 0 || nx >= w) continue;
            if (rows[ny][nx] == '#' || steps[ny][nx] >= 0) continue;
            steps[ny][nx] = steps[y][x] + 1;
            waiting.push({ny, nx});
        }
    }
    std::cout << "no way\n";
}
