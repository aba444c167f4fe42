/* Time: all clocks, sleeping, timers that send a signal, local time, the program's own use. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>
static volatile sig_atomic_t rang;
static void ring(int number) { (void)number; rang++; }
int main(void)
{
	static const clockid_t clocks[] = {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID, CLOCK_MONOTONIC_RAW,
					   CLOCK_MONOTONIC_COARSE, CLOCK_BOOTTIME};
	struct timespec now, resolution;
	for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++)
		if (clock_gettime(clocks[i], &now) || clock_getres(clocks[i], &resolution)) return 1;
	struct timeval day;
	struct tms used;
	struct rusage usage;
	time_t second = time(NULL);
	char text[64];
	if (clock() < 0 || gettimeofday(&day, NULL) || times(&used) < 0 || getrusage(RUSAGE_SELF, &usage)) return 2;
	strftime(text, sizeof text, "%c %Z", localtime(&second));
	signal(SIGALRM, ring);
	struct itimerval once = {.it_value = {0, 1000}}, left;
	setitimer(ITIMER_REAL, &once, NULL);
	getitimer(ITIMER_REAL, &left);
	while (!rang) pause();
	alarm(1);
	alarm(0);
	usleep(1000);
	sleep(0);
	struct timespec pause_for = {0, 1000000};
	nanosleep(&pause_for, NULL);
	clock_nanosleep(CLOCK_MONOTONIC, 0, &pause_for, NULL);
	timer_t timer;
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
	struct itimerspec soon = {.it_value = {0, 1000000}};
	if (timer_create(CLOCK_MONOTONIC, &event, &timer) || timer_settime(timer, 0, &soon, NULL)) return 3;
	while (rang < 2) usleep(500);
	timer_delete(timer);
	puts("ok");
}
