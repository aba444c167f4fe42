#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string beads;
    std::cin >> beads;
    // border[i]: the longest proper prefix of the first i beads that is also their suffix.
    std::vector<int> border(beads.size() + 1, 0);
    int length = 0;
    for (std::size_t i = 1; i < beads.size(); i++) {
        while (length > 0 && beads[i] != beads[length]) length = border[length];
        if (beads[i] == beads[length]) length++;
        border[i + 1] = length;
    }
    std::cout << beads.size() - border.back() << '\n';
}
