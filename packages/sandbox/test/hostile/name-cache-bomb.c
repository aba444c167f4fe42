/*
 * Attack: looks for names that don't exist, each of which the kernel remembers.
 * Incident: resource-bombs
 * Expect: exited 0 | memory-limit | cpu-limit
 * Limits: cpuTimeMs=300 memoryBytes=33554432
 */
#include "attack.h"
int main(void)
{
	char name[200];
	struct stat s;
	for (int i = 0; i < 100000; i++) { snprintf(name, sizeof name, "/usr/lib/%0150d", i); stat(name, &s); }
	return 0;
}
