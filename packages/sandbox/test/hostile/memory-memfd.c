/*
 * Attack: keeps its data in a memfd.
 * Incident: memory-in-tmpfs judge0-298 memory-in-memfd
 * Expect: memory-limit
 * Limits: memoryBytes=33554432 diskBytes=104857600
 */
#include "attack.h"
#include <sys/mman.h>
int main(void)
{
	static char block[1 << 20];
	int fd = memfd_create("data", 0);
	for (int i = 0; i < 90; i++) if (write(fd, block, sizeof block) < 0) return 1;
	return 0;
}
