#include <stdio.h>

int main(void) {
    long long level;
    if (scanf("%lld", &level) != 1) return 1;
    printf("%lld\n", 2 * level);
    return 0;
}
