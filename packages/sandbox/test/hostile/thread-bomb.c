/*
 * Attack: threads without end.
 * Incident: fork-bomb busy-threads fork-bomb-threads
 * Expect: exited 0
 * Profile: c
 * Limits: processCount=16
 * Resource: process limit
 * Stdout: 15
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static void *wait_here(void *argument) { pause(); return argument; }
int main(void)
{
	int count = 0;
	pthread_t t;
	while (count < 1000 && pthread_create(&t, 0, wait_here, 0) == 0) count++;
	printf("%d\n", count);
	fflush(stdout);
	_exit(0);
}
