/*
 * Attack: computes for half a millisecond and sleeps a little, so that a clock that samples sees it asleep.
 * Incident: hidden-cpu-time
 * Expect: cpu-limit
 * Limits: cpuTimeMs=150
 */
#include <time.h>
#include <unistd.h>
int main(void)
{
	struct timespec from, to;
	for (;;) {
		clock_gettime(CLOCK_MONOTONIC, &from);
		do clock_gettime(CLOCK_MONOTONIC, &to);
		while ((to.tv_sec - from.tv_sec) * 1000000000L + to.tv_nsec - from.tv_nsec < 500000);
		usleep(50);
	}
}
