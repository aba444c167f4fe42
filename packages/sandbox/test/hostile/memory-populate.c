/*
 * Attack: has the kernel fill its memory within one call.
 * Incident: judge0-298
 * Expect: memory-limit
 * Limits: memoryBytes=33554432
 */
#include "attack.h"
#include <sys/mman.h>
int main(void) { mmap(0, 1ul << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0); return 0; }
