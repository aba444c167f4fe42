/*
 * Attack: starts processes under a profile that has none: fork, vfork and clone are refused and named.
 * Incident: fork-bomb
 * Expect: exited 0
 * Profile: c
 * Violations: clone vfork fork
 * Stdout: safe
 */
#include "attack.h"
#include <sched.h>
int main(void)
{
	must_fail(fork(), "fork");
	must_fail(syscall(SYS_fork), "SYS_fork");
	must_fail(syscall(SYS_vfork), "SYS_vfork");
	must_fail(syscall(SYS_clone, 17, 0, 0, 0, 0), "clone");
	return safe();
}
