/*
 * Attack: answers its own refused calls: stacks a seccomp filter that allows all, traces all, or has a listener of its own.
 * Incident: judger-deny-list
 * Expect: exited 0
 * Violations: socket
 * Stdout: safe
 */
#include "attack.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
static long install(unsigned flags, unsigned answer)
{
	struct sock_filter always = {BPF_RET | BPF_K, 0, 0, answer};
	struct sock_fprog program = {1, &always};
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}
int main(void)
{
	must_fail(install(SECCOMP_FILTER_FLAG_NEW_LISTENER, SECCOMP_RET_USER_NOTIF), "a second listener");
	install(0, SECCOMP_RET_ALLOW);
	must_fail(syscall(SYS_socket, 2, 1, 0), "socket under a filter that allows");
	install(0, SECCOMP_RET_LOG);
	must_fail(syscall(SYS_socket, 2, 1, 0), "socket under a filter that logs");
	if (fork() == 0) {
		install(0, SECCOMP_RET_TRACE);
		must_fail(syscall(SYS_socket, 2, 1, 0), "socket under a filter that traces");
		syscall(SYS_exit_group, 0);
	}
	wait(0);
	return safe();
}
