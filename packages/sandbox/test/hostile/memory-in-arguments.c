/*
 * Attack: carries its data in the arguments of one program after the other.
 * Incident: judge0-298
 * Expect: memory-limit | exited 0
 * Limits: memoryBytes=16777216 cpuTimeMs=3000
 */
#include "attack.h"
int main(int count, char **given)
{
	static char *arguments[200], text[100000];
	memset(text, 'x', sizeof text - 1);
	if (count > 150) return 0;
	arguments[0] = given[0];
	for (int i = 1; i < 100 && i < count + 10; i++) arguments[i] = text;
	arguments[count + 10 < 100 ? count + 10 : 100] = NULL;
	if (fork() >= 0) execv("/box/memory-in-arguments", arguments);
	for (int i = 0; i < 30; i++) memset(malloc(1 << 20), 1, 1 << 20);
	return 0;
}
