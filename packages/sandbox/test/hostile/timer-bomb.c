/*
 * Attack: makes timers, which lie in the kernel's memory, and lets all of them fire at once.
 * Incident: resource-bombs
 * Expect: exited 0 | memory-limit | cpu-limit
 * Limits: cpuTimeMs=2000
 */
#include "attack.h"
#include <signal.h>
#include <time.h>
int main(void)
{
	struct itimerspec soon = {{0, 1000000}, {0, 1000000}};
	signal(SIGALRM, SIG_IGN);
	for (int i = 0; i < 20000; i++) {
		timer_t id;
		if (timer_create(CLOCK_MONOTONIC, NULL, &id) < 0) break;
		timer_settime(id, 0, &soon, NULL);
	}
	usleep(20000);
	return 0;
}
