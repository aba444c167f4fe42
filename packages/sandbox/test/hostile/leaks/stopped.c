/*
 * Attack: stops itself and all it started; the next run must not begin stopped.
 * Incident: isolate-channels sigstop
 * Expect: wall-limit
 * Limits: wallTimeMs=150
 * Arguments: leave
 * Then: look
 */
#include "../attack.h"
#include <signal.h>
int main(int count, char **arguments)
{
	if (arguments[count - 1][1] == 'o') return 0;
	for (int i = 0; i < 3; i++) if (fork() == 0) for (;;) kill(getpid(), SIGSTOP);
	for (;;) raise(SIGSTOP);
}
