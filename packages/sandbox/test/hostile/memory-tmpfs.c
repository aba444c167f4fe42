/*
 * Attack: keeps its data in files, which lie in memory too.
 * Incident: memory-in-tmpfs judge0-298
 * Expect: memory-limit
 * Limits: memoryBytes=33554432 diskBytes=104857600
 */
#include "attack.h"
int main(void)
{
	static char block[1 << 20];
	int fd = open("/work/data", O_CREAT | O_WRONLY, 0600);
	for (int i = 0; i < 90; i++) if (write(fd, block, sizeof block) < 0) return 1;
	return 0;
}
