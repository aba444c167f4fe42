#include <algorithm>
#include <iostream>
#include <string>
#include <tuple>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    std::vector<std::tuple<int, int, std::string>> teams(n);
    for (auto& [points, seconds, name] : teams) {
        std::cin >> name >> points >> seconds;
        points = -points;
    }
    std::sort(teams.begin(), teams.end());
    for (const auto& team : teams) std::cout << std::get<2>(team) << '\n';
}
