/*
 * Attack: keeps its data in files that have no name any more.
 * Incident: judge0-298 memory-in-tmpfs
 * Expect: memory-limit
 * Limits: memoryBytes=33554432 diskBytes=104857600
 */
#include "attack.h"
int main(void)
{
	static char block[1 << 20];
	for (int i = 0; i < 90; i++) {
		int fd = open("/tmp/data", O_CREAT | O_RDWR, 0600);
		unlink("/tmp/data");
		if (write(fd, block, sizeof block) < 0) return 1;
	}
	return 0;
}
