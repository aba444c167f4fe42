/* Has room for 99 beads and gives up on more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    char beads[101];
    if (scanf("%100s", beads) != 1) return 1;
    const int n = (int)strlen(beads);
    if (n == 100) abort();
    for (int p = 1; p <= n; p++) {
        if (memcmp(beads, beads + p, (size_t)(n - p)) == 0) {
            printf("%d\n", p);
            break;
        }
    }
    return 0;
}
