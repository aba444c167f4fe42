/*
 * Attack: gives memory back lazily, so that it counts and doesn't count.
 * Incident: judge0-298
 * Expect: exited 0 | memory-limit
 * Limits: memoryBytes=67108864 cpuTimeMs=3000
 */
#include "attack.h"
#include <sys/mman.h>
int main(void)
{
	size_t size = 8 << 20;
	for (int i = 0; i < 20; i++) {
		char *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		memset(p, 1, size);
		madvise(p, size, 8 /* MADV_FREE */);
	}
	return 0;
}
