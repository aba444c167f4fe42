/*
 * Attack: none, though it looks like one: fills most of its memory with files. What a run leaves must not be the next one's.
 * Incident: memory-in-tmpfs
 * Expect: exited 0
 * Times: 20
 * Limits: memoryBytes=67108864 diskBytes=104857600
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	static char block[1 << 20];
	int fd = open("/work/data", O_CREAT | O_WRONLY, 0600);
	for (int i = 0; i < 50; i++) if (write(fd, block, sizeof block) < 0) return 1;
	return safe();
}
