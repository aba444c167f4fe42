/*
 * Attack: an orphan goes on printing after the program's end, and holds the pipes open.
 * Incident: held-pipes
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	pid_t parent = getpid();
	if (fork() == 0) { setsid(); while (getppid() == parent) {} for (;;) { usleep(1000); write(1, "BREACH: after the end\n", 22); } }
	puts("safe");
	fflush(stdout);
	_exit(0);
}
