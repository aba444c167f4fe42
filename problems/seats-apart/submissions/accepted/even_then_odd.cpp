#include <iostream>

int main() {
    int n;
    std::cin >> n;
    if (n == 2 || n == 3) {
        std::cout << "impossible\n";
        return 0;
    }
    for (int ticket = 2; ticket <= n; ticket += 2) std::cout << ticket << ' ';
    for (int ticket = 1; ticket <= n; ticket += 2) std::cout << ticket << ' ';
    std::cout << '\n';
}
