/*
 * Attack: takes the limits of others away, or lowers those of init so that it dies.
 * Incident: signals-to-others
 * Expect: exited 0
 * Violations: prlimit64
 * Stdout: safe
 */
#include "attack.h"
#include <sys/resource.h>
int main(void)
{
	struct rlimit none = {0, 0}, all = {RLIM_INFINITY, RLIM_INFINITY}, files;
	must_fail(syscall(SYS_prlimit64, 1, RLIMIT_CPU, &none, 0), "limits of init");
	must_fail(syscall(SYS_prlimit64, getpid(), RLIMIT_NOFILE, 0, &files), "limits by its own number");
	must_fail(setrlimit(RLIMIT_FSIZE, &all), "a higher file size");
	must_fail(setrlimit(RLIMIT_CORE, &all), "core dumps");
	if (getrlimit(RLIMIT_NOFILE, &files) < 0 || files.rlim_max > 1024) puts("BREACH: more files than 1024");
	must_fail(setpriority(PRIO_PROCESS, 0, -5), "a higher priority");
	return safe();
}
