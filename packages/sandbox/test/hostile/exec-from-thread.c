/*
 * Attack: a thread that is not the first starts another program, which takes the first one's number.
 * Incident: busy-threads
 * Expect: exited 5
 */
#include "attack.h"
#include <pthread.h>
static void *start(void *argument) { execl("/box/exec-from-thread", "again", "end", (char *)0); return argument; }
int main(int count, char **arguments)
{
	pthread_t t;
	if (count > 1) return 5;
	pthread_create(&t, 0, start, arguments);
	pthread_join(t, 0);
	return 1;
}
