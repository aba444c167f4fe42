/*
 * Attack: code that runs before main and before the library: it finds the filter in force.
 * Incident: dify-27
 * Expect: exited 0
 * Program: exited 0
 */
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
static int mode = -1;
static void first(void) { mode = prctl(PR_GET_SECCOMP); }
__attribute__((section(".preinit_array"), used)) static void (*const earliest)(void) = first;
int main(void)
{
	if (mode != 2 || syscall(SYS_ptrace, 0, 0, 0, 0) >= 0) puts("BREACH: no filter at first");
	return 0;
}
