// Believes that a pattern has to be seen at least twice.
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string beads;
    std::cin >> beads;
    std::vector<int> border(beads.size() + 1, 0);
    int length = 0;
    for (std::size_t i = 1; i < beads.size(); i++) {
        while (length > 0 && beads[i] != beads[length]) length = border[length];
        if (beads[i] == beads[length]) length++;
        border[i + 1] = length;
    }
    const auto pattern = beads.size() - border.back();
    std::cout << (2 * pattern <= beads.size() ? pattern : beads.size()) << '\n';
}
