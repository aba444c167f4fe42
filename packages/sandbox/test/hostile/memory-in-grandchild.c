/*
 * Attack: an orphan runs out of memory while the program itself sleeps and would end well.
 * Incident: judge0-298
 * Expect: memory-limit
 * Limits: memoryBytes=33554432
 */
#include "attack.h"
int main(void)
{
	if (fork() == 0) { if (fork() == 0) for (;;) memset(malloc(1 << 20), 1, 1 << 20); _exit(0); }
	wait(NULL);
	sleep(1);
	return 0;
}
