/*
 * Attack: a compiler that leaves a daemon behind, which goes on changing the result when nobody looks any more.
 * Incident: compiler-explorer-854 compiler-explorer-419
 * Phase: compile
 * Expect: exited 0
 * Collected: program
 * Stdout: safe
 */
#include "attack.h"
#include <signal.h>
int main(void)
{
	int fd = open("/work/program", O_CREAT | O_WRONLY, 0755);
	if (fork() == 0) {
		setsid();
		for (int i = 1; i < 65; i++) signal(i, SIG_IGN);
		if (fork() > 0) _exit(0);
		close(1);
		close(2);
		for (;;) { lseek(fd, 0, SEEK_SET); write(fd, "changed", 7); fchmod(fd, 0); fchmod(fd, 0755); }
	}
	wait(NULL);
	return safe();
}
