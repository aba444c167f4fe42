/*
 * Attack: each child takes a little; together they take too much, and the parent ends well.
 * Incident: judge0-298
 * Expect: memory-limit
 * Limits: memoryBytes=33554432
 * Flags: -O0
 */
#include "attack.h"
int main(void)
{
	for (int i = 0; i < 20; i++)
		if (fork() == 0) { memset(malloc(8 << 20), 1, 8 << 20); sleep(5); _exit(0); }
	while (wait(NULL) > 0) {}
	return 0;
}
