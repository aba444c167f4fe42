/*
 * Attack: asks the kernel to hand its own system calls back to it, and then makes refused ones where that is off.
 * Incident: judger-deny-list
 * Expect: exited 0
 * Violations: ptrace
 * Stdout: safe
 */
#include "attack.h"
#include <sys/prctl.h>
int main(void)
{
	static char blocked = 1;
	prctl(59 /* PR_SET_SYSCALL_USER_DISPATCH */, 1, 0ul, ~0ul >> 1, &blocked);
	must_fail(syscall(SYS_ptrace, 0, 0, 0, 0), "ptrace");
	prctl(59, 0, 0, 0, 0);
	return safe();
}
