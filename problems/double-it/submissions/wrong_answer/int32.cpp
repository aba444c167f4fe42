// Doubles in 32 bits; unsigned, so that it wraps without being undefined.
#include <cstdint>
#include <iostream>

int main() {
    std::int32_t level;
    std::cin >> level;
    std::cout << static_cast<std::int32_t>(2u * static_cast<std::uint32_t>(level)) << '\n';
}
