/*
 * Attack: runs out of memory, a hundred times at once.
 * Incident: piston-629 judge0-298
 * Expect: memory-limit
 * Limits: memoryBytes=4194304
 * Times: 100
 */
#include "../attack.h"
int main(void) { for (;;) memset(malloc(1 << 20), 1, 1 << 20); }
