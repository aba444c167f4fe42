/*
 * Attack: changes to the oldest kind of filter, which knows nothing of the sandbox's.
 * Incident: judger-deny-list
 * Expect: exited 0
 * Violations: ptrace
 * Stdout: safe
 */
#include "attack.h"
#include <sys/prctl.h>
int main(void)
{
	must_fail(prctl(PR_SET_SECCOMP, 1, 0, 0, 0), "strict mode");
	must_fail(prctl(PR_SET_SECCOMP, 0, 0, 0, 0), "no mode");
	must_fail(syscall(SYS_seccomp, 0, 0, 0), "strict mode by seccomp");
	must_fail(syscall(SYS_ptrace, 0, 0, 0, 0), "ptrace");
	return safe();
}
