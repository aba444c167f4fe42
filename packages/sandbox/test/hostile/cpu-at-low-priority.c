/*
 * Attack: makes itself as unimportant as it can, hoping that its time counts less.
 * Incident: hidden-cpu-time
 * Expect: cpu-limit
 * Violations: sched_setscheduler
 * Limits: cpuTimeMs=150
 */
#include "attack.h"
#include <sched.h>
#include <sys/resource.h>
int main(void)
{
	struct sched_param none = {0};
	setpriority(PRIO_PROCESS, 0, 19);
	sched_setscheduler(0, SCHED_IDLE, &none);
	for (;;) {}
}
