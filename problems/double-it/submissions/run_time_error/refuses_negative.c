/* Takes a negative level for a broken socket and gives up with exit code 1. */
#include <stdio.h>

int main(void) {
    int level;
    if (scanf("%d", &level) != 1 || level < 0) {
        fprintf(stderr, "negative level\n");
        return 1;
    }
    printf("%d\n", 2 * level);
    return 0;
}
