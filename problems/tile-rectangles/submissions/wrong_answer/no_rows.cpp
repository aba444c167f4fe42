// Doesn't count the single row.
#include <iostream>

int main() {
    long long n;
    std::cin >> n;
    int rectangles = 0;
    for (long long side = 2; side * side <= n; side++) {
        if (n % side == 0) rectangles++;
    }
    std::cout << rectangles << '\n';
}
