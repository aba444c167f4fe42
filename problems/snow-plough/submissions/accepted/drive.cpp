#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main() {
    int h, w;
    std::string commands;
    std::cin >> h >> w >> commands;
    std::vector<std::vector<bool>> clear(h, std::vector<bool>(w, false));
    clear[0][0] = true;
    int y = 0, x = 0, dy = 0, dx = 1, count = 1;
    for (const char command : commands) {
        if (command == 'F') {
            y = std::clamp(y + dy, 0, h - 1);
            x = std::clamp(x + dx, 0, w - 1);
            if (!clear[y][x]) count++;
            clear[y][x] = true;
        } else {
            std::swap(dy, dx);
            if (command == 'R') dx = -dx;
            else dy = -dy;
        }
    }
    std::cout << count << ' ' << y + 1 << ' ' << x + 1 << '\n';
}
