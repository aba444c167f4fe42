/*
 * Attack: reaches the process limit, which the report of the next run must not tell.
 * Incident: isolate-channels fork-bomb
 * Expect: exited 0
 * Limits: processCount=8
 * Resource: process limit
 * Arguments: leave
 * Then: look
 */
#include "../attack.h"
int main(int count, char **arguments)
{
	if (arguments[count - 1][1] == 'o') return fork() < 0;
	for (int i = 0; i < 20; i++) if (fork() == 0) { pause(); _exit(0); }
	return 0;
}
