/*
 * Attack: hides CPU time in children, each well below the limit, which it waits for.
 * Incident: hidden-cpu-time
 * Expect: cpu-limit
 * Limits: cpuTimeMs=300
 */
#include "attack.h"
#include <time.h>
int main(void)
{
	for (;;) {
		if (fork() == 0) { while (clock() < CLOCKS_PER_SEC / 20) {} _exit(0); }
		wait(NULL);
	}
}
