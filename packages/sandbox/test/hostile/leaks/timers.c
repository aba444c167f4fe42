/*
 * Attack: leaves timers that would fire later, in whoever has its number then.
 * Incident: isolate-channels
 * Expect: exited 0
 * Arguments: leave
 * Then: look
 */
#include "../attack.h"
#include <signal.h>
#include <sys/time.h>
#include <time.h>
int main(int count, char **arguments)
{
	struct itimerspec soon = {{0, 20000000}, {0, 20000000}};
	struct itimerval often = {{0, 20000}, {0, 20000}};
	timer_t id;
	sigset_t all, pending;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	if (arguments[count - 1][1] == 'e') {
		timer_create(CLOCK_MONOTONIC, NULL, &id);
		timer_settime(id, 0, &soon, NULL);
		setitimer(ITIMER_REAL, &often, NULL);
		return 0;
	}
	usleep(60000);
	sigpending(&pending);
	for (int number = 1; number < 65; number++) if (sigismember(&pending, number) == 1) printf("BREACH: signal %d\n", number);
	return 0;
}
