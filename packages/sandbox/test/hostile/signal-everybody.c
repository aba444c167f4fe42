/*
 * Attack: sends signals to each number there could be, and to the host's canary by its own number.
 * Incident: signals-to-others kill-all
 * Expect: exited 0
 * Arguments: {pid}
 * Stdout: safe
 */
#include "attack.h"
#include <signal.h>
#include <sys/resource.h>
int main(int count, char **arguments)
{
	int canary = atoi(arguments[count - 1]);
	siginfo_t info = {.si_code = SI_QUEUE};
	for (int pid = 3; pid < 50000; pid++) if (kill(pid, SIGTERM) == 0) printf("BREACH: signal to %d\n", pid);
	must_fail(kill(canary, SIGKILL), "kill");
	must_fail(kill(-canary, SIGKILL), "kill of its group");
	must_fail(syscall(SYS_tgkill, canary, canary, SIGUSR1), "tgkill");
	must_fail(syscall(SYS_tkill, canary, SIGUSR1), "tkill");
	must_fail(syscall(SYS_rt_sigqueueinfo, canary, SIGUSR1, &info), "rt_sigqueueinfo");
	must_fail(setpriority(PRIO_PROCESS, canary, 19), "setpriority");
	must_fail(syscall(SYS_pidfd_open, canary, 0), "pidfd_open");
	must_fail(syscall(SYS_sched_setaffinity, canary, 0, 0), "sched_setaffinity");
	return safe();
}
