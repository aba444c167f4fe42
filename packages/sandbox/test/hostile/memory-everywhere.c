/*
 * Attack: a third on the heap, a third in /work, a third in a memfd: no part is too large.
 * Incident: judge0-298 memory-in-tmpfs memory-in-memfd
 * Expect: memory-limit
 * Limits: memoryBytes=33554432 diskBytes=104857600
 */
#include "attack.h"
#include <sys/mman.h>
int main(void)
{
	static char block[12 << 20];
	memset(block, 1, sizeof block);
	if (write(open("/work/data", O_CREAT | O_RDWR, 0600), block, sizeof block) < 0) return 1;
	if (write(memfd_create("data", 0), block, sizeof block) < 0) return 1;
	return 0;
}
