#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

int main() {
    int n;
    double x, y, ax, ay;
    if (std::scanf("%d %lf %lf %lf %lf", &n, &x, &y, &ax, &ay) != 5) return 1;
    double best = std::numeric_limits<double>::infinity();
    for (int i = 1; i < n; i++) {
        double bx, by;
        if (std::scanf("%lf %lf", &bx, &by) != 2) return 1;
        const double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
        double part = 0;
        if (length > 0) part = std::clamp(((x - ax) * dx + (y - ay) * dy) / length, 0.0, 1.0);
        best = std::min(best, std::hypot(x - ax - part * dx, y - ay - part * dy));
        ax = bx;
        ay = by;
    }
    std::printf("%.9f\n", best);
}
