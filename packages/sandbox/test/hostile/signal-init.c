/*
 * Attack: sends every signal to the init above it, which must not even notice.
 * Incident: signals-to-others kill-all
 * Expect: exited 4
 */
#include "attack.h"
#include <signal.h>
#include <sys/resource.h>
int main(void)
{
	siginfo_t info = {.si_code = SI_QUEUE};
	for (int number = 1; number < 65; number++) {
		kill(1, number);
		kill(0, number == SIGCHLD ? SIGCHLD : 0);
		syscall(SYS_tgkill, 1, 1, number);
		syscall(SYS_rt_sigqueueinfo, 1, number, &info);
	}
	setpriority(PRIO_PROCESS, 1, 19);
	usleep(20000);
	return 4;
}
