#include <stdio.h>

int main(void) {
    long long n;
    int rectangles = 0;
    if (scanf("%lld", &n) != 1) return 1;
    for (long long side = 1; side * side <= n; side++) {
        if (n % side == 0) rectangles++;
    }
    printf("%d\n", rectangles);
    return 0;
}
