/*
 * Attack: asks for huge pages, reserved ones and the kernel's own.
 * Incident: judge0-298
 * Expect: memory-limit
 * Limits: memoryBytes=33554432
 */
#include "attack.h"
#include <sys/mman.h>
int main(void)
{
	size_t size = 256 << 20;
	char *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0);
	if (p == MAP_FAILED) p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	madvise(p, size, MADV_HUGEPAGE);
	for (size_t i = 0; i < size; i += 4096) p[i] = 1;
	return 0;
}
