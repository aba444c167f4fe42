// Runs the amounts downwards, so every kind of coin is used at most once.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int k, x;
    std::cin >> k >> x;
    const int never = 1'000'000;
    std::vector<int> fewest(x + 1, never);
    fewest[0] = 0;
    for (int i = 0; i < k; i++) {
        int coin;
        std::cin >> coin;
        for (int amount = x; amount >= coin; amount--) {
            fewest[amount] = std::min(fewest[amount], fewest[amount - coin] + 1);
        }
    }
    std::cout << (fewest[x] == never ? -1 : fewest[x]) << '\n';
}
