// Looks at the points of the chain only, never at what lies between them.
#include <algorithm>
#include <cmath>
#include <cstdio>

int main() {
    int n;
    double x, y, best = 1e9;
    if (std::scanf("%d %lf %lf", &n, &x, &y) != 3) return 1;
    while (n-- > 0) {
        double ax, ay;
        if (std::scanf("%lf %lf", &ax, &ay) != 2) return 1;
        best = std::min(best, std::hypot(x - ax, y - ay));
    }
    std::printf("%.9f\n", best);
}
