/*
 * Attack: makes the call by which a box that is prepared ahead waits for its run, to be given another one's input.
 * Incident: judger-deny-list isolate-channels
 * Expect: syscall-refused #1022
 * Stdin: one
 * Stdout: before
 */
#include "attack.h"
int main(void)
{
	puts("before");
	fflush(stdout);
	if (fork() == 0) syscall(1022);
	wait(NULL);
	puts("BREACH: went on");
	return 0;
}
