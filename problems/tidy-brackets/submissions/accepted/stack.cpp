#include <iostream>
#include <string>

int main() {
    std::string brackets, expected;
    std::cin >> brackets;
    for (std::size_t i = 0; i < brackets.size(); i++) {
        const char bracket = brackets[i];
        if (bracket == '(') expected.push_back(')');
        else if (bracket == '[') expected.push_back(']');
        else if (bracket == '{') expected.push_back('}');
        else if (!expected.empty() && expected.back() == bracket) expected.pop_back();
        else {
            std::cout << i + 1 << '\n';
            return 0;
        }
    }
    if (expected.empty()) std::cout << "tidy\n";
    else std::cout << brackets.size() + 1 << '\n';
}
