/*
 * Attack: keeps its data in pipes.
 * Incident: judge0-298
 * Expect: memory-limit
 * Limits: memoryBytes=16777216
 */
#include "attack.h"
int main(void)
{
	static char block[65536];
	for (int i = 0; i < 500; i++) {
		int ends[2];
		if (pipe2(ends, O_NONBLOCK) < 0) break;
		while (write(ends[1], block, sizeof block) > 0) {}
	}
	return 0;
}
