/*
 * Attack: new namespaces, in which one has every capability.
 * Incident: setns CVE-2022-0492
 * Expect: exited 0
 * Violations: unshare setns clone
 * Stdout: safe
 */
#include "attack.h"
#include <sched.h>
#include <signal.h>
int main(void)
{
	must_fail(unshare(CLONE_NEWUSER), "unshare");
	must_fail(setns(0, 0), "setns");
	long pid = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
	if (pid == 0) _exit(0);
	must_fail(pid, "clone with a user namespace");
	unsigned long arguments[11] = {CLONE_NEWUSER, 0, 0, 0, SIGCHLD};
	pid = syscall(SYS_clone3, arguments, 88);
	if (pid == 0) _exit(0);
	must_fail(pid, "clone3");
	return safe();
}
