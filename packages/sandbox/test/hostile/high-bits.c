/*
 * Attack: hides refused arguments behind bits that the kernel cuts off and a careless filter compares.
 * Incident: judger-deny-list
 * Expect: exited 0
 * Violations: fcntl clone prlimit64
 * Stdout: safe
 */
#include "attack.h"
#include <sched.h>
#include <signal.h>
int main(void)
{
	const unsigned long high = 0xffffffff00000000;
	struct flock lock = {.l_type = F_WRLCK};
	unsigned long none[2] = {0, 0};
	int fd = open("/work/file", O_CREAT | O_RDWR, 0600);
	must_fail(syscall(SYS_fcntl, fd, high | F_SETLK, &lock), "fcntl");
	must_fail(syscall(SYS_prlimit64, high | 1, 7, none, 0), "prlimit64");
	long pid = syscall(SYS_clone, high | CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
	if (pid == 0) _exit(0);
	must_fail(pid, "clone");
	return safe();
}
