/*
 * Attack: runs before main, in the order of a program's own start.
 * Incident: dify-27
 * Expect: exited 0
 * Violations: ptrace*3
 * Stdout: safe
 */
#include "attack.h"
#include <sys/prctl.h>
static int worst = 2;
static void look(void)
{
	int mode = prctl(PR_GET_SECCOMP);
	if (mode < worst) worst = mode;
	syscall(SYS_ptrace, 0, 0, 0, 0);
}
__attribute__((section(".preinit_array"), used)) static void (*earliest)(void) = look;
__attribute__((constructor(101))) static void early(void) { look(); }
int main(void) { look(); if (worst != 2) puts("BREACH: no filter at first"); return safe(); }
