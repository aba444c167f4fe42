// Takes the end of a stretch for the first gauge behind it.
#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
    int n, q;
    if (std::scanf("%d %d", &n, &q) != 2) return 1;
    std::vector<int> readings(n);
    for (int& reading : readings) {
        if (std::scanf("%d", &reading) != 1) return 1;
    }
    while (q-- > 0) {
        char kind[8];
        int first, second;
        if (std::scanf("%7s %d %d", kind, &first, &second) != 3) return 1;
        if (kind[0] == 's') {
            readings[first - 1] = second;
        } else {
            int least = readings[first - 1];
            for (int i = first; i < second - 1; i++) least = std::min(least, readings[i]);
            std::printf("%d\n", least);
        }
    }
}
