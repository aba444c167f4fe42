/*
 * Attack: two processes that keep each other busy with signals.
 * Incident: hidden-cpu-time
 * Expect: cpu-limit
 * Limits: cpuTimeMs=200
 */
#include "attack.h"
#include <signal.h>
static void nothing(int number) { (void)number; }
int main(void)
{
	signal(SIGUSR1, nothing);
	pid_t other = getpid(), child = fork();
	if (child) other = child;
	for (;;) kill(other, SIGUSR1);
}
