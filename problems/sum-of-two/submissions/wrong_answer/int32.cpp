// Adds in 32 bits: the sum wraps around.
#include <cstdint>
#include <iostream>

int main() {
    long long a, b;
    std::cin >> a >> b;
    const std::uint32_t sum = static_cast<std::uint32_t>(a) + static_cast<std::uint32_t>(b);
    std::cout << static_cast<std::int32_t>(sum) << '\n';
}
