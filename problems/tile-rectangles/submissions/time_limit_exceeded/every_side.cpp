// Tries every side up to n.
#include <iostream>

int main() {
    long long n;
    std::cin >> n;
    int divisors = 0;
    for (long long side = 1; side <= n; side++) {
        if (n % side == 0) divisors++;
    }
    std::cout << (divisors + 1) / 2 << '\n';
}
