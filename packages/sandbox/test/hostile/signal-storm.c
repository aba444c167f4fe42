/*
 * Attack: a timer every microsecond, with handlers that make system calls.
 * Incident: hidden-cpu-time
 * Expect: cpu-limit | wall-limit
 * Limits: cpuTimeMs=200 wallTimeMs=1500
 */
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>
static void on_alarm(int number) { (void)number; getppid(); }
int main(void)
{
	struct itimerval every = {{0, 1}, {0, 1}};
	signal(SIGALRM, on_alarm);
	setitimer(ITIMER_REAL, &every, 0);
	for (;;) {}
}
