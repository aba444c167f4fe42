// Counts every drive, also over slabs that are clear already.
#include <iostream>
#include <string>

int main() {
    int h, w;
    std::string commands;
    std::cin >> h >> w >> commands;
    int y = 0, x = 0, dy = 0, dx = 1, count = 1;
    for (const char command : commands) {
        const int old_dy = dy, old_dx = dx;
        if (command == 'R') dy = old_dx, dx = -old_dy;
        if (command == 'L') dy = -old_dx, dx = old_dy;
        if (command != 'F' || y + dy < 0 || y + dy >= h || x + dx < 0 || x + dx >= w) continue;
        y += dy;
        x += dx;
        count++;
    }
    std::cout << count << ' ' << y + 1 << ' ' << x + 1 << '\n';
}
