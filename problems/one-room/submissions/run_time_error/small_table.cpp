// The right idea with a table for a thousand requests.
#include <algorithm>
#include <array>
#include <iostream>
#include <utility>

int main() {
    static std::array<std::pair<int, int>, 1000> requests;
    int n;
    std::cin >> n;
    for (int i = 0; i < n; i++) {
        int begin, end;
        std::cin >> begin >> end;
        requests.at(i) = {end, begin};
    }
    std::sort(requests.begin(), requests.begin() + n);
    int granted = 0, free_from = 0;
    for (int i = 0; i < n; i++) {
        if (requests[i].second < free_from) continue;
        granted++;
        free_from = requests[i].first;
    }
    std::cout << granted << '\n';
}
