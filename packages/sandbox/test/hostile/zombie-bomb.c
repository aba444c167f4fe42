/*
 * Attack: never waits for its dead children, which keep their places.
 * Incident: fork-bomb
 * Expect: exited 0
 * Limits: processCount=16
 * Resource: process limit
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	int made = 0;
	for (int i = 0; i < 100; i++) { pid_t child = fork(); if (child == 0) _exit(0); made += child > 0; }
	if (made > 15) printf("BREACH: %d children\n", made);
	return safe();
}
