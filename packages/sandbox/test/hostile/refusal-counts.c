/*
 * Attack: hides one bad call in a crowd; each is counted by its name.
 * Incident: report-names-calls
 * Expect: exited 0
 * Violations: ptrace*1000 bpf*1 mount*10
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	for (int i = 0; i < 1000; i++) syscall(SYS_ptrace, ~0ul, ~0ul, ~0ul, ~0ul);
	for (int i = 0; i < 10; i++) syscall(SYS_mount, 1, 2, 3, ~0ul, 5);
	syscall(SYS_bpf, 0, 0, 0);
	return safe();
}
