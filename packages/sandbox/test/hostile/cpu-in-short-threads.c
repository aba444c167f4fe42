/*
 * Attack: one thread after the other, each gone before anybody looks.
 * Incident: hidden-cpu-time busy-threads
 * Expect: cpu-limit
 * Profile: c
 * Limits: cpuTimeMs=200
 */
#include <pthread.h>
#include <time.h>
static void *work(void *argument)
{
	struct timespec t;
	do clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	while (t.tv_nsec < 1000000);
	return argument;
}
int main(void) { for (pthread_t t;;) { pthread_create(&t, 0, work, 0); pthread_join(t, 0); } }
