/*
 * Attack: looks for what it has inherited: blocked and ignored signals, priority, limits, timers, groups, a tracer, keys.
 * Incident: judge0-508 CVE-2024-21626
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
int main(void)
{
	char line[256];
	FILE *status = fopen("/proc/self/status", "r");
	while (fgets(line, sizeof line, status)) {
		if (!strncmp(line, "Sig", 3) && strncmp(line, "SigQ", 4) && strtoull(strchr(line, ':') + 1, 0, 16)) printf("BREACH: %s", line);
		if (!strncmp(line, "ShdPnd", 6) && strtoull(strchr(line, ':') + 1, 0, 16)) printf("BREACH: %s", line);
		if (!strncmp(line, "TracerPid", 9) && atoi(line + 10)) printf("BREACH: %s", line);
		if (!strncmp(line, "Threads", 7) && atoi(line + 8) != 1) printf("BREACH: %s", line);
	}
	struct itimerval timer;
	gid_t groups[64];
	if (umask(0) != 022) puts("BREACH: umask");
	if (getpriority(PRIO_PROCESS, 0) != 0 || sched_getscheduler(0) != SCHED_OTHER) puts("BREACH: priority");
	if (getitimer(ITIMER_REAL, &timer) == 0 && timer.it_value.tv_sec) puts("BREACH: a timer");
	if (getgroups(64, groups) > 0 && geteuid() != 0) printf("BREACH: groups %d\n", getgroups(64, groups));
	if (getsid(0) != getpid() || getpgrp() != getpid()) puts("BREACH: no session of its own");
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1 || prctl(PR_GET_SECCOMP) != 2) puts("BREACH: no filter");
	for (int i = 0; i < 41; i++) if (prctl(PR_CAPBSET_READ, i, 0, 0, 0) == 1) printf("BREACH: capability %d can be had\n", i);
	if (getcwd(line, sizeof line) == NULL || strcmp(line, "/work")) puts("BREACH: working folder");
	return safe();
}
