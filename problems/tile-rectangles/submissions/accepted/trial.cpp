#include <iostream>

int main() {
    long long n;
    std::cin >> n;
    int rectangles = 0;
    for (long long side = 1; side * side <= n; side++) {
        if (n % side == 0) rectangles++;
    }
    std::cout << rectangles << '\n';
}
