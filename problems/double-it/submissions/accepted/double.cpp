#include <iostream>

int main() {
    long long level;
    std::cin >> level;
    std::cout << 2 * level << '\n';
}
