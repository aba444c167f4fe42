// Leaves teams with equal points and time in the order of the input.
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

struct Team {
    std::string name;
    int points, seconds;
};

int main() {
    int n;
    std::cin >> n;
    std::vector<Team> teams(n);
    for (auto& team : teams) std::cin >> team.name >> team.points >> team.seconds;
    std::stable_sort(teams.begin(), teams.end(), [](const Team& a, const Team& b) {
        return a.points != b.points ? a.points > b.points : a.seconds < b.seconds;
    });
    for (const auto& team : teams) std::cout << team.name << '\n';
}
