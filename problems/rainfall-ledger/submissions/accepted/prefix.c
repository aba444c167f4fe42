#include <stdio.h>

static long long total[40001];

int main(void) {
    int n, q;
    if (scanf("%d %d", &n, &q) != 2) return 1;
    for (int day = 1; day <= n; day++) {
        long long rain;
        if (scanf("%lld", &rain) != 1) return 1;
        total[day] = total[day - 1] + rain;
    }
    while (q-- > 0) {
        int a, b;
        if (scanf("%d %d", &a, &b) != 2) return 1;
        printf("%lld\n", total[b] - total[a - 1]);
    }
    return 0;
}
