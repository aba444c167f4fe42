/*
 * Attack: lets orphans compute, which are no children of its own, and sleeps.
 * Incident: hidden-cpu-time
 * Expect: cpu-limit
 * Limits: cpuTimeMs=200
 */
#include "attack.h"
#include <time.h>
int main(void)
{
	for (;;) {
		if (fork() == 0) { if (fork() == 0) while (clock() < CLOCKS_PER_SEC / 50) {} _exit(0); }
		wait(NULL);
		usleep(20000);
	}
}
