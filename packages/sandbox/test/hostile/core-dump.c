/*
 * Attack: leaves a core file, or has the host's handler of core dumps read its memory.
 * Incident: core-dumps
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
#include <sys/prctl.h>
#include <sys/resource.h>
int main(void)
{
	struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};
	int status;
	prctl(PR_SET_DUMPABLE, 1);
	must_fail(setrlimit(RLIMIT_CORE, &all), "setrlimit");
	if (fork() == 0) abort();
	wait(&status);
	if (WCOREDUMP(status)) puts("BREACH: dumped its core");
	must_fail(access("/work/core", F_OK), "/work/core");
	must_fail(open("/proc/self/coredump_filter", O_WRONLY), "coredump_filter");
	return safe();
}
