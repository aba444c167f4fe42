/*
 * Attack: keeps its data in shared memory that has a name.
 * Incident: judge0-298 memory-in-tmpfs
 * Expect: memory-limit
 * Limits: memoryBytes=33554432 diskBytes=104857600
 */
#include "attack.h"
int main(void)
{
	static char block[1 << 20];
	int fd = open("/dev/shm/data", O_CREAT | O_RDWR, 0600);
	for (int i = 0; i < 90; i++) if (write(fd, block, sizeof block) < 0) return 1;
	return 0;
}
