/*
 * Attack: an orphan goes on printing after the program's end, and holds the pipes open.
 * Incident: held-pipes
 * Expect: exited 0
 * Limits: outputBytes=1048576
 */
#include "attack.h"
int main(void)
{
	pid_t parent = getpid();
	if (fork() == 0) { setsid(); while (getppid() == parent) {} for (;;) { usleep(1000); write(1, "late\n", 5); } }
	return safe();
}
