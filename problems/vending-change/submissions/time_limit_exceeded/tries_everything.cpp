// Tries every sequence of coins without remembering amounts.
#include <algorithm>
#include <iostream>
#include <vector>

const int never = 1'000'000;
std::vector<int> coins;

int fewest(int amount) {
    if (amount == 0) return 0;
    int best = never;
    for (const int coin : coins) {
        if (coin <= amount) best = std::min(best, fewest(amount - coin) + 1);
    }
    return best;
}

int main() {
    int k, x;
    std::cin >> k >> x;
    coins.resize(k);
    for (int& coin : coins) std::cin >> coin;
    const int answer = fewest(x);
    std::cout << (answer >= never ? -1 : answer) << '\n';
}
