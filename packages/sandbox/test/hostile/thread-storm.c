/*
 * Attack: threads that come and go by the thousand.
 * Incident: busy-threads
 * Expect: exited 0
 * Profile: c
 * Violations: none
 * Stdout: 3000
 */
#include <pthread.h>
#include <stdio.h>
static void *nothing(void *argument) { return argument; }
int main(void)
{
	int count = 0;
	for (pthread_t t; count < 3000 && pthread_create(&t, 0, nothing, 0) == 0; count++) pthread_join(t, 0);
	printf("%d\n", count);
}
