#include <stdio.h>
#include <string.h>

static char beads[100002];
static int border[100002];

int main(void) {
    if (scanf("%100001s", beads) != 1) return 1;
    const int n = (int)strlen(beads);
    int length = 0;
    for (int i = 1; i < n; i++) {
        while (length > 0 && beads[i] != beads[length]) length = border[length];
        if (beads[i] == beads[length]) length++;
        border[i + 1] = length;
    }
    printf("%d\n", n - border[n]);
    return 0;
}
