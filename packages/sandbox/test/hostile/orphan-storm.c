/*
 * Attack: thousands of orphans, all of them init's to bury, with other ends than its own.
 * Incident: fork-bomb fork-bomb-double
 * Expect: exited 3
 */
#include "attack.h"
int main(void)
{
	for (int i = 0; i < 2000; i++) {
		pid_t child = fork();
		if (child == 0) { if (fork() >= 0) _exit(9); _exit(8); }
		waitpid(child, 0, 0);
	}
	return 3;
}
