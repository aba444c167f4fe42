/*
 * Attack: steers and reads other processes.
 * Incident: ptrace
 * Expect: exited 0
 * Violations: ptrace process_vm_readv process_vm_writev pidfd_open pidfd_getfd kcmp
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	must_fail(syscall(SYS_ptrace, 16, 1, 0, 0), "ptrace");
	must_fail(syscall(SYS_process_vm_readv, 1, 0, 0, 0, 0, 0), "process_vm_readv");
	must_fail(syscall(SYS_process_vm_writev, 1, 0, 0, 0, 0, 0), "process_vm_writev");
	must_fail(syscall(SYS_pidfd_open, 1, 0), "pidfd_open");
	must_fail(syscall(SYS_pidfd_getfd, 3, 0, 0), "pidfd_getfd");
	must_fail(syscall(SYS_kcmp, 1, 1, 0, 0, 0), "kcmp");
	return safe();
}
