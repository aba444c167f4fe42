// Remembers at most 1000 cells; at() throws for a larger green.
#include <array>
#include <iostream>
#include <queue>
#include <string>
#include <vector>

int main() {
    int h, w;
    std::cin >> h >> w;
    std::string green;
    for (int y = 0; y < h; y++) {
        std::string row;
        std::cin >> row;
        green += row;
    }
    std::array<int, 1000> steps;
    steps.fill(-1);
    const int start = static_cast<int>(green.find('S')), tent = static_cast<int>(green.find('T'));
    std::queue<int> waiting;
    steps.at(start) = 0;
    waiting.push(start);
    while (!waiting.empty()) {
        const int place = waiting.front(), x = place % w;
        waiting.pop();
        const bool allowed[] = {place >= w, place + w < h * w, x > 0, x + 1 < w};
        const int neighbours[] = {place - w, place + w, place - 1, place + 1};
        for (int side = 0; side < 4; side++) {
            if (!allowed[side] || green[neighbours[side]] == '#' || steps.at(neighbours[side]) >= 0) continue;
            steps.at(neighbours[side]) = steps.at(place) + 1;
            waiting.push(neighbours[side]);
        }
    }
    if (steps.at(tent) < 0) std::cout << "no way\n";
    else std::cout << steps.at(tent) << '\n';
}
