// Never looks whether something is still open at the end.
#include <iostream>
#include <string>

int main() {
    std::string brackets, open;
    std::cin >> brackets;
    const std::string opening = "([{", closing = ")]}";
    for (std::size_t i = 0; i < brackets.size(); i++) {
        const auto kind = closing.find(brackets[i]);
        if (kind == std::string::npos) {
            open.push_back(brackets[i]);
        } else if (open.empty() || open.back() != opening[kind]) {
            std::cout << i + 1 << '\n';
            return 0;
        } else {
            open.pop_back();
        }
    }
    std::cout << "tidy\n";
}
