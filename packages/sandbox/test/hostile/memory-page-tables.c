/*
 * Attack: reads a page here and there of a huge mapping: no memory of its own, but tables in the kernel.
 * Incident: judge0-298
 * Expect: memory-limit
 * Limits: memoryBytes=16777216
 */
#include "attack.h"
#include <sys/mman.h>
int main(void)
{
	size_t size = 64ul << 30;
	volatile char *p = mmap(0, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	for (size_t i = 0; i < size; i += 2 << 20) (void)p[i];
	return 0;
}
