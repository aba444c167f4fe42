/*
 * Attack: takes heap without end.
 * Incident: judge0-298
 * Expect: memory-limit
 * Limits: memoryBytes=33554432
 */
#include "attack.h"
int main(void) { for (;;) { char *p = malloc(1 << 20); if (p) memset(p, 1, 1 << 20); } }
