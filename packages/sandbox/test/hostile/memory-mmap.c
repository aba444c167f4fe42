/*
 * Attack: shared anonymous memory, which is no process's own.
 * Incident: judge0-298
 * Expect: memory-limit
 * Limits: memoryBytes=33554432
 */
#include "attack.h"
#include <sys/mman.h>
int main(void) { size_t n = 256u << 20; char *p = mmap(0, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0); memset(p, 1, n); }
