/*
 * Attack: uses up all memory; the next run must have all of its own, and its peak must not be the other's.
 * Incident: isolate-channels judge0-298
 * Expect: memory-limit
 * Limits: memoryBytes=33554432
 * Arguments: leave
 * Then: look
 */
#include "../attack.h"
int main(int count, char **arguments)
{
	static char most[24 << 20];
	if (arguments[count - 1][1] == 'e') for (;;) memset(malloc(1 << 20), 1, 1 << 20);
	memset(most, 1, sizeof most);
	return 0;
}
