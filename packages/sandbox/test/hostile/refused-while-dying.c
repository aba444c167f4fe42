/*
 * Attack: processes that are killed while their refused call waits for an answer.
 * Incident: piston-629
 * Expect: exited 0
 * Violations: ptrace
 * Stdout: safe
 */
#include "attack.h"
#include <signal.h>
int main(void)
{
	for (int i = 0; i < 200; i++) {
		pid_t child = fork();
		if (child == 0) for (;;) syscall(SYS_ptrace, 0, 0, 0, 0);
		if (i % 2) usleep(200);
		kill(child, SIGKILL);
		waitpid(child, 0, 0);
	}
	syscall(SYS_ptrace, 0, 0, 0, 0);
	return safe();
}
