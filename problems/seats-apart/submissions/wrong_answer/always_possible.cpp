// Forgets that two and three travellers can't be seated.
#include <iostream>

int main() {
    int n;
    std::cin >> n;
    for (int ticket = 2; ticket <= n; ticket += 2) std::cout << ticket << ' ';
    for (int ticket = 1; ticket <= n; ticket += 2) std::cout << ticket << ' ';
    std::cout << '\n';
}
