/*
 * Attack: makes a sibling, a child of init, which ends before it; its end must not be taken for the program's.
 * Incident: fork-bomb
 * Expect: exited 3
 */
#include "attack.h"
#include <sched.h>
#include <signal.h>
int main(void)
{
	if (syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) == 0) syscall(SYS_exit_group, 9);
	usleep(100000);
	return 3;
}
