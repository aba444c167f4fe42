// Counts in 32 bits; unsigned, so that it wraps without being undefined.
#include <cctype>
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string tune;
    std::cin >> tune;
    std::vector<unsigned> counts{0}, factors;
    unsigned number = 0;
    for (const char character : tune) {
        if (std::isdigit(static_cast<unsigned char>(character))) {
            number = 10 * number + static_cast<unsigned>(character - '0');
        } else if (character == '(') {
            factors.push_back(number == 0 ? 1 : number);
            counts.push_back(0);
            number = 0;
        } else if (character == ')') {
            const unsigned notes = counts.back() * factors.back();
            counts.pop_back();
            factors.pop_back();
            counts.back() += notes;
        } else {
            counts.back()++;
        }
    }
    std::cout << counts[0] << '\n';
}
