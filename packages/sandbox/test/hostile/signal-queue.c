/*
 * Attack: queues signals, which lie in the kernel's memory.
 * Incident: resource-bombs
 * Expect: exited 0 | memory-limit
 */
#include "attack.h"
#include <signal.h>
int main(void)
{
	sigset_t all;
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	for (long i = 0; i < 200000; i++) if (sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 1}) < 0) break;
	return 0;
}
